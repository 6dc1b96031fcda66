import {
  NetworkLastRegistered,
  NetworkRateLimit,
} from '../../runtimes/finney-2024-06/pallets/subtensor-module/storage/networks.js';
import { expectEqual } from '../difference.js';
import { Fabric, call } from '../fabric.js';
import { number, objects, uint, type JsonObject } from '../fields.js';
import type { Scenario } from '../scenario.js';

const TAO = 1_000_000_000n;

/** `c-rate-limit`: registering a network so many blocks after the last one. */
export const rateLimit: Scenario = (line, { runtime }) => {
  const limit = uint(line, 'network_rate_limit');
  let lastLockBlock = 0n;
  objects(line, 'rows').forEach((row, i) => {
    // A row that does not say goes on from the one before.
    if (row['last_lock_block'] !== undefined) lastLockBlock = uint(row, 'last_lock_block');
    const fabric = new Fabric(runtime);
    const who = fabric.fund('registrant', balanceOf(row));
    NetworkRateLimit.put(fabric.ctx, limit);
    NetworkLastRegistered.put(fabric.ctx, lastLockBlock);
    const [result] = fabric.chain.block(number(row, 'block'), [[who, call('register_network')]]);
    expectEqual(`row ${i}`, row['result'], result);
  });
};

/** Plenty, unless the row names a poor registrant: `poor (50 TAO)`. */
function balanceOf(row: JsonObject): bigint | undefined {
  const tao = /\((\d+) TAO\)/.exec(typeof row['by'] === 'string' ? row['by'] : '')?.[1];
  return tao === undefined ? undefined : BigInt(tao) * TAO;
}
