import { isDeepStrictEqual } from 'node:util';
import { read } from '../metagraph/read-metagraph.js';
import type { SetupStep } from './step.js';

const U16_MAX = 65_535;

/** On root the hotkey weighs the subnets it is told, all alike: set_root_weights. */
export const rootWeights: SetupStep = {
  name: 'root-weights',
  async missing({ client, hotkey, rootNetuids }, { number, hash: at }) {
    const [uidOf, versionKey, updates, rateLimit] = await read(
      client,
      at,
      ['Uids', 0, hotkey.address],
      ['WeightsVersionKey', 0],
      ['LastUpdate', 0],
      ['WeightsSetRateLimit', 0],
    );
    if (uidOf === undefined || uidOf.isNone) return undefined;
    const uid = uidOf.unwrap().toNumber();
    const [row] = await read(client, at, ['Weights', 0, uid]);
    const is = [...(row ?? [])].map((entry) => [...entry].map((value) => value.toNumber()));
    const wanted = rootNetuids.map((netuid) => [netuid, U16_MAX]);
    if (isDeepStrictEqual(is, wanted)) return undefined;
    const last = [...(updates ?? [])][uid]?.toNumber() ?? 0;
    if (last !== 0 && number + 1 - last < (rateLimit?.toNumber() ?? 0)) return 'later';
    const weights = rootNetuids.map(() => U16_MAX);
    const args = [0, hotkey.address, rootNetuids, weights, versionKey?.toBigInt() ?? 0n];
    return { call: 'set_root_weights', args };
  },
};
