import { mnemonicGenerate } from '@yumanet/polkadot/util-crypto';
import { pairOf } from '../account.js';
import type { Output } from '../output.js';
import { keepKey } from './keep-key.js';

export interface CreateOptions {
  readonly words: 12 | 24;
  /** Where the key goes, encrypted; without it, only the phrase is shown. */
  readonly out: string | undefined;
  readonly password: () => Promise<string>;
}

/**
 * `accounts create`: a new account. Its phrase is shown once, and kept nowhere.
 *
 * @throws as `keepKey`, and for no password.
 */
export async function createAccount(output: Output, { words, out, password }: CreateOptions): Promise<void> {
  const phrase = mnemonicGenerate(words);
  const pair = await pairOf(phrase);
  if (out !== undefined) await keepKey(out, pair, await password());
  const kept =
    out === undefined
      ? 'kept nowhere: write it down'
      : `the key is in ${out}, encrypted; write the phrase down`;
  output.row(
    { address: pair.address, phrase, file: out ?? null },
    `address  ${pair.address}\nphrase   ${phrase}\n(${kept})`,
  );
}
