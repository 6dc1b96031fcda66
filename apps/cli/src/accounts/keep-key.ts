import type { KeyringPair } from '@polkadot/keyring/types';
import { saveKeyFile } from '@yumanet/chain-client';
import { CliError } from '../cli-error.js';

/**
 * Writes a key as polkadot.js does (JSON, encrypted with scrypt and xsalsa20-poly1305), for its owner only.
 *
 * @throws CliError BAD_INPUT for a file that is there already or cannot be written; ServiceError INVALID_ARGUMENT for a password of
 *   fewer than 8 characters.
 */
export async function keepKey(file: string, pair: KeyringPair, password: string): Promise<void> {
  try {
    await saveKeyFile(file, pair, password);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined || !/^E[A-Z]+$/.test(code)) throw error;
    throw new CliError('BAD_INPUT', `${file}: expected a file that can be made, got ${code}`);
  }
}
