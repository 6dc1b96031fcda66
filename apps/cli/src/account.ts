import { Keyring } from '@yumanet/polkadot/keyring';
import type { KeyringPair } from '@polkadot/keyring/types';
import { isHex, u8aToHex } from '@yumanet/polkadot/util';
import {
  cryptoWaitReady,
  decodeAddress,
  encodeAddress,
  mnemonicValidate,
} from '@yumanet/polkadot/util-crypto';
import { keyFromFile } from '@yumanet/chain-client';
import { firstLine, passwordOf } from './accounts/password.js';
import { CliError } from './cli-error.js';

/** SS58 prefix of Bittensor. */
const SS58_FORMAT = 42;
/** Names of Substrate's well-known development accounts. */
export const DEV_NAMES = ['Alice', 'Bob', 'Charlie', 'Dave', 'Eve', 'Ferdie'] as const;

/**
 * The sr25519 key pair of a secret: //Name, a phrase, either with a path, `@` and a file with one of them, or an encrypted
 * polkadot.js file (`….json`), whose password is in `YUMANET_PASSWORD`.
 *
 * @throws CliError BAD_INPUT; ServiceError KEY_INVALID, KEY_LOCKED.
 */
export async function pairOf(secret: string): Promise<KeyringPair> {
  await cryptoWaitReady();
  if (secret.startsWith('@')) return pairOf(await firstLine(secret.slice(1)));
  if (secret.endsWith('.json')) return keyFromFile(secret, await passwordOf(undefined, process.env));
  try {
    // The library would take any text as a raw seed: a mistyped phrase must not become somebody else's account.
    const phrase = secret.split('/')[0]!;
    if (phrase !== '' && !isHex(phrase, 256) && !mnemonicValidate(phrase)) throw new Error('no phrase');
    return new Keyring({ type: 'sr25519', ss58Format: SS58_FORMAT }).addFromUri(secret);
  } catch {
    // The secret itself must not be shown.
    throw new CliError('BAD_INPUT', 'secret: expected //Name, a phrase or a key file, got something else');
  }
}

/** The public key of a secret, as 0x and hex. @throws CliError BAD_INPUT. */
export const publicKeyOf = async (secret: string): Promise<string> =>
  u8aToHex((await pairOf(secret)).publicKey);

/** The address of an account given as such, as hex, or as //Name. @throws CliError BAD_INPUT. */
export async function addressOf(account: string): Promise<string> {
  if (account.startsWith('//')) return (await pairOf(account)).address;
  try {
    return encodeAddress(decodeAddress(account), SS58_FORMAT);
  } catch {
    throw new CliError('BAD_INPUT', `account: expected an SS58 address, 0x… or //Name, got "${account}"`);
  }
}

/** Address → //Name of the development accounts. */
export async function devNames(): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for (const name of DEV_NAMES) names.set((await pairOf(`//${name}`)).address, `//${name}`);
  return names;
}
