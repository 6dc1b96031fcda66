import { pairOf } from '../account.js';
import type { Output } from '../output.js';
import { keepKey } from './keep-key.js';

/** `accounts import`: an existing key into a file, encrypted. @throws as `createAccount`; CliError BAD_INPUT for no secret. */
export async function importAccount(
  output: Output,
  secret: string,
  out: string,
  password: () => Promise<string>,
): Promise<void> {
  const pair = await pairOf(secret);
  await keepKey(out, pair, await password());
  output.row({ address: pair.address, file: out }, `${pair.address} is in ${out}, encrypted`);
}
