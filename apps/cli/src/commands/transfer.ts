import type { ApiPromise } from '@polkadot/api';
import type { ISubmittableResult } from '@polkadot/types/types';
import { addressOf, pairOf } from '../account.js';
import { formatTao, parseTao } from '../amount.js';
import { CliError } from '../cli-error.js';
import type { Output } from '../output.js';

/** Longer than mortality and finality take on a chain with blocks every 12 seconds. */
const DEADLINE_MS = 120_000;

/** Sends TAO and waits until the transfer is final. @throws CliError REFUSED by the pool, FAILED in its block. */
export async function transfer(
  api: ApiPromise,
  output: Output,
  options: { readonly from: string; readonly to: string; readonly amount: string },
): Promise<void> {
  const rao = parseTao(options.amount);
  const [pair, to] = [await pairOf(options.from), await addressOf(options.to)];
  const tx = api.tx['balances']!['transferKeepAlive']!(to, rao);
  const said = { from: pair.address, to, rao, hash: '' };
  const final = await new Promise<ISubmittableResult>((resolve, reject) => {
    const timer = setTimeout(
      () =>
        reject(
          new CliError('TIMEOUT', `transfer: expected it final in ${DEADLINE_MS / 1000} s, got nothing`),
        ),
      DEADLINE_MS,
    );
    tx.signAndSend(pair, { nonce: -1 }, (result) => {
      const { status } = result;
      said.hash = result.txHash.toHex();
      output.row({ ...said, status: status.type }, `${status.type.padEnd(10)} ${said.hash}`);
      if (!status.isFinalized && !result.isError) return;
      clearTimeout(timer);
      resolve(result);
    }).catch((error: unknown) => {
      clearTimeout(timer);
      reject(new CliError('REFUSED', `transfer: ${error instanceof Error ? error.message : String(error)}`));
    });
  });
  if (final.isError) throw new CliError('FAILED', `transfer: expected it final, got ${final.status.type}`);
  if (final.dispatchError) throw new CliError('FAILED', `transfer: ${errorName(api, final)}`);
  const text = `sent ${formatTao(rao)} TAO from ${said.from} to ${to} in block ${final.status.asFinalized.toHex()}`;
  output.row({ ...said, status: 'Done', block: final.status.asFinalized.toHex() }, text);
}

function errorName(api: ApiPromise, { dispatchError }: ISubmittableResult): string {
  if (dispatchError?.isModule !== true) return dispatchError?.toString() ?? 'unknown error';
  const { section, name } = api.registry.findMetaError(dispatchError.asModule);
  return `${section}.${name}`;
}
