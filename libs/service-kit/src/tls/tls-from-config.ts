import type { z } from 'zod';
import type { tlsSettings } from '../config/common-settings.js';
import { refusal } from '../errors.js';
import { loadTlsIdentity, type TlsIdentity } from './tls-identity.js';

export type TlsConfig = z.output<z.ZodObject<typeof tlsSettings>>;

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
