import { read } from '../metagraph/read-metagraph.js';
import type { SetupStep } from './step.js';

/** The coldkey's stake on its hotkey is at least so many rao: add_stake of what is missing. */
export const stake = (wantedRao: bigint): SetupStep => ({
  name: 'stake',
  async missing({ client, hotkey, coldkey }, { hash: at }) {
    if (wantedRao === 0n) return undefined;
    // Without a coldkey there is no telling whose stake it would be: the whole counts.
    const [own] = coldkey
      ? await read(client, at, ['Stake', hotkey.address, coldkey.address])
      : await read(client, at, ['TotalHotkeyStake', hotkey.address]);
    const lacking = wantedRao - (own?.toBigInt() ?? 0n);
    return lacking <= 0n ? undefined : { call: 'add_stake', args: [hotkey.address, lacking] };
  },
});
