import type { z } from 'zod';
import type { tlsSettings } from '../config/common-settings.js';
import { refusal } from '../errors.js';
import { loadTlsIdentity, type TlsIdentity } from './tls-identity.js';

export type TlsConfig = z.output<z.ZodObject<typeof tlsSettings>>;

/**
 * What a server of HTTPS shows, or none.
 *
 * @throws ServiceError INVALID_ARGUMENT when only one of the two is given, TLS_INVALID for unusable files.
 */
export function httpsFromFiles(
  certFile: string | undefined,
  keyFile: string | undefined,
  now: number,
): Pick<TlsIdentity, 'cert' | 'key'> | undefined {
  if (certFile === undefined && keyFile === undefined) return undefined;
  if (certFile === undefined || keyFile === undefined)
    throw refusal('INVALID_ARGUMENT', 'HTTPS settings', 'a certificate and its key, or none', '1 of 2');
  const { cert, key } = loadTlsIdentity({ caFile: certFile, certFile, keyFile }, now);
  return { cert, key };
}

/**
 * The identity that the TLS settings name, or none.
 *
 * @throws ServiceError INVALID_ARGUMENT when only some of the three are given, TLS_INVALID for unusable files.
 */
export function tlsFromConfig(config: TlsConfig, now: number): TlsIdentity | undefined {
  const { tlsCaFile: caFile, tlsCertFile: certFile, tlsKeyFile: keyFile } = config;
  const given = [caFile, certFile, keyFile].filter((file) => file !== undefined).length;
  if (given === 0) return undefined;
  if (caFile === undefined || certFile === undefined || keyFile === undefined) {
    throw refusal('INVALID_ARGUMENT', 'TLS settings', 'CA, certificate and key, or none', `${given} of 3`);
  }
  return loadTlsIdentity({ caFile, certFile, keyFile }, now);
}
