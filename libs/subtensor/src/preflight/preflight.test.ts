import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finney202406 } from '../index.js';
import { Fabric, call } from '../replay/fabric.js';
import { weightsCommitHash } from '../runtimes/finney-2024-06/pallets/subtensor-module/checks/commit-reveal.js';
import * as limits from '../runtimes/finney-2024-06/pallets/subtensor-module/storage/limits.js';
import { askPartialState } from './partial-state.js';
import { preflight, type WeightCallQuestion } from './preflight.js';

/** 10,000 states in `npm run test:slow`. */
const RUNS = Number(process.env['YUMANET_PREFLIGHT_RUNS'] ?? 300);

/** Values at and around every limit are likelier than others. */
const block = fc.bigInt({ min: 0n, max: 40n });
const state = fc.record({
  neurons: fc.integer({ min: 0, max: 5 }),
  stakeRao: fc.constantFrom(0n, 99n, 100n, 101n),
  minStakeRao: fc.constantFrom(0n, 0n, 100n),
  permit: fc.oneof({ weight: 3, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
  lastUpdate: block,
  rateLimit: fc.constantFrom(0n, 0n, 1n, 10n, 100n),
  networkKey: fc.constantFrom(0n, 0n, 5n),
  minAllowed: fc.integer({ min: 0, max: 4 }),
  maxLimit: fc.constantFrom(65_535, 65_535, 40_000, 20_000, 0),
  commitReveal: fc.boolean(),
  interval: fc.constantFrom(0n, 1n, 10n, 20n),
  commitAt: fc.option(block, { nil: undefined }),
  isCommitOurs: fc.oneof(
    { weight: 4, arbitrary: fc.constant(true) },
    { weight: 1, arbitrary: fc.constant(false) },
  ),
});
const question = fc.record({
  netuid: fc.constantFrom(0, 1, 1, 1, 1, 1, 1, 2),
  uids: fc.oneof(
    fc.constant([0]),
    fc.constant([1, 2]),
    fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 6 }),
  ),
  values: fc.oneof(fc.constant([1, 1]), fc.array(fc.integer({ min: 0, max: 65_535 }), { maxLength: 6 })),
  isEqual: fc.oneof(
    { weight: 6, arbitrary: fc.constant(true) },
    { weight: 1, arbitrary: fc.constant(false) },
  ),
  versionKey: fc.constantFrom(4n, 5n, 6n),
});
type State = typeof state extends fc.Arbitrary<infer T> ? T : never;
type Question = typeof question extends fc.Arbitrary<infer T> ? T : never;
const CALLS = ['set_weights', 'commit_weights', 'reveal_weights', 'set_root_weights'] as const;

function fabricate(at: State): Fabric {
  const fabric = new Fabric(finney202406);
  const { ctx } = fabric;
  fabric.network(1);
  for (const netuid of [0, 1]) {
    for (let uid = 0; uid < at.neurons; uid++)
      fabric.neuron(netuid, uid === 0 ? 'hot' : `other ${uid}`, 'cold', at.stakeRao);
    const each = <T>(value: T) => new Array<T>(at.neurons).fill(value);
    fabric.vectors(netuid, at.neurons, { permit: each(at.permit), lastUpdate: each(at.lastUpdate) });
    limits.MinAllowedWeights.put(ctx, netuid, at.minAllowed);
    limits.MaxWeightsLimit.put(ctx, netuid, at.maxLimit);
    limits.WeightsSetRateLimit.put(ctx, netuid, at.rateLimit);
    limits.WeightsVersionKey.put(ctx, netuid, at.networkKey);
    limits.CommitRevealWeightsEnabled.put(ctx, netuid, at.commitReveal);
    limits.WeightCommitRevealInterval.put(ctx, netuid, at.interval);
  }
  limits.WeightsMinStake.put(ctx, at.minStakeRao);
  return fabric;
}

function callOf(fabric: Fabric, name: (typeof CALLS)[number], asked: Question) {
  const { netuid, isEqual, versionKey } = asked;
  const uids: readonly number[] = asked.uids;
  const values = isEqual ? uids.map((_, i) => asked.values[i] ?? 7) : asked.values;
  const [hotkey, coldkey] = [fabric.account('hot'), fabric.account('cold')];
  const row = { netuid, hotkey, uids, values, versionKey };
  const commit_hash = weightsCommitHash(hotkey, row);
  const sent = {
    set_weights: { netuid, dests: uids, weights: values, version_key: versionKey },
    commit_weights: { netuid, commit_hash },
    reveal_weights: { netuid, uids, values, version_key: versionKey },
    set_root_weights: { netuid, hotkey, dests: uids, weights: values, version_key: versionKey },
  }[name];
  const question = { call: name, ...row, coldkey } as WeightCallQuestion;
  return {
    question,
    commit_hash,
    sender: name === 'set_root_weights' ? 'cold' : 'hot',
    call: call(name, sent),
  };
}

const expected = (failures: readonly { error: string }[]) =>
  failures[0] === undefined ? 'ok' : `subtensorModule.${failures[0].error}`;

describe('preflight', () => {
  it('predicts every refusal of the real calls, and the block at which they pass', () => {
    const seen = new Map<string, number>();
    const property = fc.property(
      state,
      question,
      fc.constantFrom(...CALLS),
      block,
      (at, asked, name, now) => {
        const fabric = fabricate(at);
        const made = callOf(fabric, name, asked);
        if (at.commitAt !== undefined)
          limits.WeightCommits.put(fabric.ctx, asked.netuid, fabric.account('hot'), [
            at.isCommitOurs ? made.commit_hash : '11'.repeat(32),
            at.commitAt,
          ]);
        const sendAt = (number: bigint) =>
          fabric.chain.probe(() => {
            fabric.number = Number(number) - 1;
            return fabric.send(made.sender, made.call);
          });
        const first = now + 2n;
        const { failures, passesAt, until, poolRefuses } = preflight(fabric.ctx, made.question, first);
        const real = sendAt(first);
        expect(expected(failures)).toBe(real);
        const key = `${name} ${real}`;
        seen.set(key, (seen.get(key) ?? 0) + 1);
        if (poolRefuses || passesAt === undefined) return;
        expect(sendAt(passesAt)).toBe('ok');
        if (passesAt > first) expect(sendAt(passesAt - 1n)).not.toBe('ok');
        if (until !== undefined) {
          expect(sendAt(until)).toBe('ok');
          expect(sendAt(until + 1n)).not.toBe('ok');
        }
      },
    );
    fc.assert(property, { numRuns: RUNS, seed: 12 });
    // Random states that only ever fail early would prove little.
    if (RUNS >= 300) expect(seen.size).toBeGreaterThan(25);
  });

  it('reads through a wire only what the checks read, and says the same', async () => {
    const fabric = fabricate(fc.sample(state, { numRuns: 1, seed: 3 })[0] as State);
    const { question: asked } = callOf(fabric, 'set_weights', {
      netuid: 1,
      uids: [1, 2],
      values: [1, 2],
      isEqual: true,
      versionKey: 6n,
    });
    let fetched = 0;
    const found = await askPartialState(
      finney202406,
      (keys) => {
        fetched += keys.length;
        const stored = keys.map((key) => fabric.ctx.storage.get(Buffer.from(key).toString('hex')));
        return Promise.resolve(stored);
      },
      (ctx) => preflight(ctx, asked, 50n),
    );
    expect(found).toEqual(preflight(fabric.ctx, asked, 50n));
    expect(fetched).toBeLessThan(25);
  });

  it('a row of very many targets is asked for in as few rounds', async () => {
    const NEURONS = 256;
    const fabric = fabricate({
      ...(fc.sample(state, { numRuns: 1, seed: 3 })[0] as State),
      neurons: NEURONS,
    });
    const uids = Array.from({ length: NEURONS }, (_, uid) => uid);
    const { question: asked } = callOf(fabric, 'set_weights', {
      ...{ netuid: 1, uids, values: uids.map(() => 7), isEqual: true, versionKey: 6n },
    });
    let rounds = 0;
    const found = await askPartialState(
      finney202406,
      (keys) => {
        rounds += 1;
        return Promise.resolve(keys.map((key) => fabric.ctx.storage.get(Buffer.from(key).toString('hex'))));
      },
      (ctx) => preflight(ctx, asked, 50n),
    );
    expect(found).toEqual(preflight(fabric.ctx, asked, 50n));
    expect(rounds).toBeLessThan(8);
  });

  it('a question that writes, or never ends, is refused', async () => {
    const nothing = (keys: readonly Uint8Array[]) => Promise.resolve(keys.map(() => undefined));
    await expect(
      askPartialState(finney202406, nothing, (ctx) => limits.WeightsMinStake.put(ctx, 1n)),
    ).rejects.toThrow('expected reads of single keys');
    let uid = 0;
    await expect(
      askPartialState(finney202406, nothing, (ctx) => limits.WeightsVersionKey.get(ctx, uid++)),
    ).rejects.toThrow('read on for 8 rounds');
  });
});
