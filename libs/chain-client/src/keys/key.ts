import { Keyring } from '@yumanet/polkadot/keyring';
import type { KeyringPair, KeyringPair$Json } from '@polkadot/keyring/types';
import { cryptoWaitReady, keyExtractSuri, mnemonicValidate } from '@yumanet/polkadot/util-crypto';
import { PRIVATE_EXPECTED, exposedMode, messageOf } from '@yumanet/service-kit';
import { readFile, writeFile } from 'node:fs/promises';
import { clientError } from '../errors.js';

/** An unlocked sr25519 key. Keep it in memory only. */
export type Key = KeyringPair;

const SS58_PREFIX = 42;

async function keyring(): Promise<Keyring> {
  await cryptoWaitReady();
  return new Keyring({ type: 'sr25519', ss58Format: SS58_PREFIX });
}

/**
 * A key from a phrase, a seed of 32 bytes in hexadecimal, or a development URI such as `//Alice`, each with derivation.
 *
 * DEVIATION: polkadot.js takes any other text as a seed and pads it, so that a phrase with a typing error gives a key of which
 * nobody has heard; here it is refused.
 *
 * @throws ServiceError KEY_INVALID; the URI is never in the message.
 */
export async function keyFromUri(uri: string): Promise<Key> {
  const ring = await keyring();
  try {
    const isDevelopment = uri.startsWith('//');
    const phrase = isDevelopment ? '' : keyExtractSuri(uri).phrase;
    const known = isDevelopment || /^0x[0-9a-f]{64}$/i.test(phrase) || mnemonicValidate(phrase);
    if (known) return ring.addFromUri(uri);
  } catch {
    // Refused below, without a word of it.
  }
  throw clientError('KEY_INVALID', 'key URI: expected a phrase, a seed or //path, got something else');
}

/**
 * A key from a polkadot.js JSON file, encrypted with a password (scrypt, xsalsa20-poly1305).
 *
 * @throws ServiceError KEY_INVALID for a file that is none, is not encrypted or is everybody's to read, KEY_LOCKED for a wrong password.
 */
export async function keyFromFile(path: string, password: string): Promise<Key> {
  const json = await readJson(path);
  const types = Array.isArray(json.encoding?.type) ? json.encoding.type : [json.encoding?.type];
  if (types.includes('none')) {
    throw clientError('KEY_INVALID', `${path}: expected an encrypted key, got one in the clear`, { path });
  }
  const mode = exposedMode(path);
  if (mode !== undefined)
    throw clientError('KEY_INVALID', `${path}: expected ${PRIVATE_EXPECTED}, got mode ${mode}`, { path });
  const ring = await keyring();
  let pair: KeyringPair;
  try {
    pair = ring.addFromJson(json);
  } catch (error) {
    throw clientError('KEY_INVALID', `${path}: expected a polkadot.js key file, got ${messageOf(error)}`, {
      path,
    });
  }
  try {
    pair.decodePkcs8(password);
  } catch {
    throw clientError('KEY_LOCKED', `${path}: expected its password, got another`, { path });
  }
  return pair;
}

/** Writes a key encrypted, for its owner only; an existing file is never overwritten. */
export async function saveKeyFile(path: string, key: Key, password: string): Promise<void> {
  if (password.length < 8) {
    throw clientError('INVALID_ARGUMENT', `password: expected at least 8 characters, got ${password.length}`);
  }
  const json = JSON.stringify(key.toJson(password));
  await writeFile(path, `${json}\n`, { mode: 0o600, flag: 'wx' });
}

async function readJson(path: string): Promise<KeyringPair$Json> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as KeyringPair$Json;
  } catch (error) {
    const got = error instanceof SyntaxError ? 'no JSON' : 'no readable file';
    throw clientError('KEY_INVALID', `${path}: expected a polkadot.js key file, got ${got}`, { path });
  }
}
