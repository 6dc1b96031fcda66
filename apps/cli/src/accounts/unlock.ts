import { keyFromFile } from '@yumanet/chain-client';
import type { Output } from '../output.js';

/** `accounts unlock`: whose key a file holds, if the password opens it. @throws ServiceError KEY_INVALID, KEY_LOCKED. */
export async function unlockAccount(
  output: Output,
  file: string,
  password: () => Promise<string>,
): Promise<void> {
  const { address } = await keyFromFile(file, await password());
  output.row({ address, file }, `${address}  ${file}`);
}
