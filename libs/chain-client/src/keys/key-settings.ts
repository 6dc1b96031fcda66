import { clientError } from '../errors.js';
import { keyFromFile, keyFromUri, type Key } from './key.js';

/** What a service's settings say of one of its keys: one of the two ways. */
export interface KeySettings {
  /** Phrase, seed or `//path`. */
  readonly uri?: string | undefined;
  /** Encrypted polkadot.js file. */
  readonly file?: string | undefined;
  readonly password?: string | undefined;
}

/**
 * The key that settings name.
 *
 * @param what for the error: `hotkey`.
 * @throws ServiceError KEY_INVALID when none or both ways are given, and as `keyFromUri` and `keyFromFile`.
 */
export function keyFromSettings(what: string, { uri, file, password }: KeySettings): Promise<Key> {
  if (uri !== undefined && file === undefined) return keyFromUri(uri);
  if (file !== undefined && uri === undefined) return keyFromFile(file, password ?? '');
  const got = uri === undefined ? 'neither' : 'both';
  throw clientError('KEY_INVALID', `${what}: expected a URI or a file, got ${got}`, { what });
}
