/** The participants of a real subnet: who has weights validates, the others mine as well as consensus says they do. */
import type { YumaEngine } from '../engine.js';
import { unpackI64F64 } from '../epoch/stake.js';
import { rowOf } from '../epoch/sparse-rows.js';
import type { EpochInput2026 } from '../types.js';
import type { Participant } from './scenario.js';
import { recorded } from './strategies/recorded.js';
import { Fields } from './fields.js';

export function fromMetagraph(base: EpochInput2026, engine: YumaEngine): Participant[] {
  const { consensus } = engine.runEpoch(base);
  const stakes = unpackI64F64(base.stakeI64F64);
  const strategy = { name: recorded.name, weights: recorded.read(new Fields('recorded', {})) };
  return Array.from({ length: base.n }, (_, uid) => {
    const stake = stakes[uid]!;
    const quality = consensus[uid]! / 65535;
    const validates = base.validatorPermit[uid] === 1 && rowOf(base.weights, uid).length > 0;
    return {
      uid,
      group: validates ? 'recorded validators' : 'recorded miners',
      stake: () => stake,
      strategy: validates ? strategy : undefined,
      miner: { name: 'recorded', joins: 0, quality: () => quality },
    };
  });
}
