import { Authority } from '../tls/authority.js';
import type { TlsIdentity } from '../tls/tls-identity.js';

const DAY_MS = 86_400_000;
/** The least that OpenSSL takes by default. */
const QUICK_BITS = 2048;

export interface Issued {
  /** Common name: what the other side sees as the peer's identity. */
  readonly commonName: string;
  /** Names besides localhost. */
  readonly dnsNames?: readonly string[];
  /** Default: valid from yesterday to tomorrow. */
  readonly notBefore?: Date;
  readonly notAfter?: Date;
}

/** An authority made for one test; its certificates are for localhost and 127.0.0.1. */
export class TestAuthority {
  readonly #authority: Authority;

  constructor(commonName = 'Yumanet test authority') {
    this.#authority = Authority.create(commonName, aroundNow(), QUICK_BITS);
  }

  /** The authority's own certificate, PEM. */
  get ca(): Buffer {
    return this.#authority.ca;
  }

  /** A certificate for both ends of a connection. */
  issue({ commonName, dnsNames = [], ...validity }: Issued): TlsIdentity {
    const names = ['localhost', '127.0.0.1', ...dnsNames];
    return this.#authority.issue({ ...aroundNow(), ...validity, commonName, names });
  }
}

const aroundNow = () => ({
  notBefore: new Date(Date.now() - DAY_MS),
  notAfter: new Date(Date.now() + DAY_MS),
});
