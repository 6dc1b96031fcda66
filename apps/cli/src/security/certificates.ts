import { X509Certificate } from 'node:crypto';
import type { SecurityFolder, SecurityState } from './bundle.js';

const DAY_MS = 86_400_000;

/** A certificate in the folder, as far as its end is concerned. */
export interface Held {
  /** A service's name, or `ca`. */
  readonly name: string;
  readonly subject: string;
  readonly names: string;
  /** Milliseconds since 1970. */
  readonly expires: number;
  readonly daysLeft: number;
}

/** The authority's certificate and each service's. */
export function certificatesIn(folder: SecurityFolder, state: SecurityState, now: number): Held[] {
  const held = (name: string, file: string): Held[] => {
    const pem = folder.get(name, file);
    if (pem === undefined) return [];
    const { subject, subjectAltName = '', validTo } = new X509Certificate(pem);
    const expires = Date.parse(validTo);
    return [
      { name, subject, names: subjectAltName, expires, daysLeft: Math.floor((expires - now) / DAY_MS) },
    ];
  };
  return [...held('ca', 'ca.pem'), ...Object.keys(state.services).flatMap((name) => held(name, 'cert.pem'))];
}
