import { accountForIssuance, recount } from '@yumanet/subtensor';
import { TestChain } from '@yumanet/subtensor/testing';
import { describe, expect, it } from 'vitest';
import { loadSpec } from './load-spec.js';
import { specRuntime } from './spec-runtime.js';

/** Sums of the excerpt, added up apart from this code. */
const STAKED = 161_088_392_525_078n;
const BALANCES = 14_399_999_620_864n;
/** Past the first epoch of netuid 3 (tempo 99) and of root (tempo 100). */
const BLOCKS = 110;

const snapshotFile = new URL('../../test/vectors/finney-genesis-excerpt.json', import.meta.url).pathname;

describe('the published genesis of Finney, an excerpt', () => {
  const spec = loadSpec({ network: 'main', snapshotFile });
  const start = (): TestChain => new TestChain(specRuntime(spec).runtime, spec.genesis);

  it('imports: every rao, every neuron at its uid', () => {
    const { ctx } = start();
    expect(accountForIssuance(ctx)).toMatchObject({
      issued: STAKED + BALANCES,
      staked: STAKED,
      unaccounted: 0n,
    });
    expect(recount(ctx)).toEqual([]);
  });

  it('its first blocks run, with an epoch of its network and of root, the same on every run', () => {
    const [first, second] = [start(), start()];
    for (let block = 1; block <= BLOCKS; block++) for (const chain of [first, second]) chain.block();
    expect(recount(first.ctx)).toEqual([]);
    expect(accountForIssuance(first.ctx)).toMatchObject({ issued: STAKED + BALANCES, unaccounted: 0n });
    expect(first.storage.root()).toEqual(second.storage.root());
  });
});
