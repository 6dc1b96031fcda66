import type { ApiPromise } from '@polkadot/api';
import type { Output } from '../output.js';
import { eachBlock } from './follow.js';

/** Shows blocks: number, hash, time, transactions. */
export async function blocks(
  api: ApiPromise,
  output: Output,
  options: { readonly count: number; readonly follow: boolean },
): Promise<void> {
  await eachBlock(api, options, async (header) => {
    const hash = header.hash.toHex();
    const { block } = await api.rpc.chain.getBlock(hash);
    const now = (await (await api.at(hash)).query['timestamp']!['now']!()) as never as { toNumber(): number };
    const transactions = block.extrinsics.filter((extrinsic) => extrinsic.isSigned).length;
    const row = {
      number: header.number.toNumber(),
      hash,
      parentHash: header.parentHash.toHex(),
      stateRoot: header.stateRoot.toHex(),
      time: new Date(now.toNumber()).toISOString(),
      transactions,
    };
    output.row(row, `${String(row.number).padStart(8)}  ${hash}  ${row.time}  ${transactions} transactions`);
  });
}
