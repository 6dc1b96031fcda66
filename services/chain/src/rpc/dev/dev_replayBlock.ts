import { z } from 'zod';
import { to0x, toHex } from '../../bytes.js';
import { ChainError } from '../../errors.js';
import { SYSTEM_EVENTS } from '../../node/state/chain-store.js';
import { traceBlock } from '../../node/trace/trace-block.js';
import type { RpcMethod } from '../context.js';
import { objectParam, zHash } from './object-params.js';
import { StateNames } from './state-json.js';

const schema = z.union([z.int().nonnegative(), zHash]);

/**
 * `(hashOrNumber)` → the block executed again upon its parent's state: `{number, hash, equal, phases, differences}`. A
 * phase (`Initialization`, the number of an extrinsic, `Finalization`) has its `storageDiff`, System.Events left out;
 * `differences` lists every key that came out otherwise than the chain has it.
 */
export const dev_replayBlock: RpcMethod = ({ chain }, params) => {
  const given = objectParam(schema, params.raw(0));
  const number = typeof given === 'string' ? chain.store.numberOf(given) : given;
  if (number === undefined) throw new ChainError('BLOCK_UNKNOWN', `block not found: 0x${given}`);
  const { block, phases, differences, hash } = traceBlock(chain.store, number, chain.runtime, chain.host);
  const names = new StateNames(chain.runtime);
  return {
    number,
    hash: to0x(block.hash),
    equal: differences.length === 0 && hash === toHex(block.hash),
    events: names.events(chain.store.eventsOf(number)),
    phases: phases.map(({ phase, reads, changes }) => ({
      phase,
      reads: reads.size,
      storageDiff: [...changes]
        .filter(([key]) => key !== SYSTEM_EVENTS)
        .map(([key, value]) => names.entry(key, value)),
    })),
    differences: differences.map(({ key, expected, got }) => ({
      expected: names.entry(key, expected),
      got: names.entry(key, got),
    })),
  };
};
