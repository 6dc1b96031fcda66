import { X509Certificate, createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { kitError, messageOf } from '../errors.js';
import { PRIVATE_EXPECTED, exposedMode } from '../private-file.js';

/** What one side of a mutually authenticated connection shows and trusts; PEM. */
export interface TlsIdentity {
  /** Authorities whose certificates are accepted. */
  readonly ca: Buffer;
  readonly cert: Buffer;
  readonly key: Buffer;
}

export interface TlsFiles {
  readonly caFile: string;
  readonly certFile: string;
  readonly keyFile: string;
}

/**
 * Reads and checks certificate, key and authority, so that a mistake shows at start with the file's name and not as a failed
 * handshake later.
 *
 * @param now Unix milliseconds.
 * @throws ServiceError TLS_INVALID
 */
export function loadTlsIdentity(
  files: TlsFiles,
  now: number,
  readFile: (path: string) => Buffer = readFileSync,
): TlsIdentity {
  const mode = exposedMode(files.keyFile);
  if (mode !== undefined) throw invalid(files.keyFile, PRIVATE_EXPECTED, `mode ${mode}`);
  const read = (path: string): Buffer => {
    try {
      return readFile(path);
    } catch {
      throw invalid(path, 'a readable file', 'none');
    }
  };
  const parsed = <T>(path: string, what: string, parse: () => T): T => {
    try {
      return parse();
    } catch (error) {
      throw invalid(path, what, messageOf(error));
    }
  };
  const identity = { ca: read(files.caFile), cert: read(files.certFile), key: read(files.keyFile) };
  parsed(files.caFile, 'a PEM certificate', () => new X509Certificate(identity.ca));
  const cert = parsed(files.certFile, 'a PEM certificate', () => new X509Certificate(identity.cert));
  const key = parsed(files.keyFile, 'a PEM private key', () => createPrivateKey(identity.key));
  if (!cert.checkPrivateKey(key)) throw invalid(files.keyFile, `the key of ${files.certFile}`, 'another');
  if (Date.parse(cert.validTo) < now)
    throw invalid(files.certFile, 'a certificate still valid', `expired ${cert.validTo}`);
  return identity;
}

function invalid(file: string, expected: string, got: string) {
  return kitError('TLS_INVALID', `${file}: expected ${expected}, got ${got}`, { file });
}
