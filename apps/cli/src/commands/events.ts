import type { ApiPromise } from '@polkadot/api';
import type { EventRecord } from '../chain-types.js';
import type { Output } from '../output.js';
import { eachBlock } from './follow.js';

/** Shows the events of blocks, those of transactions with their place in the block. */
export async function events(
  api: ApiPromise,
  output: Output,
  options: { readonly count: number; readonly follow: boolean },
): Promise<void> {
  await eachBlock(api, options, async (header) => {
    const at = await api.at(header.hash);
    const records = (await at.query['system']!['events']!()) as never as EventRecord[];
    const number = header.number.toNumber();
    for (const { phase, event } of records) {
      const extrinsic = phase.isApplyExtrinsic ? phase.asApplyExtrinsic.toNumber() : null;
      const name = `${event.section}.${event.method}`;
      const data = event.data.toHuman();
      const place = `${number}${extrinsic === null ? '' : `-${extrinsic}`}`;
      output.row(
        { number, extrinsic, event: name, data },
        `${place.padStart(10)}  ${name}  ${JSON.stringify(data)}`,
      );
    }
  });
}
