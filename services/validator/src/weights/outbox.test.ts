import { IntentState, type WeightsIntent } from '@yumanet/proto/validator/v1';
import { beforeEach, describe, expect, it } from 'vitest';
import { useNats } from '../../test/nats.js';
import { TEMPO, openWorld, type World } from '../../test/world.js';

const nats = useNats();

/** Every epoch once, and each in one final state but the last few. */
function expectNoneLost({ list }: World): void {
  const epochs = list().map(({ epoch }) => Number(epoch));
  expect(new Set(epochs).size).toBe(epochs.length);
}

describe('weights set openly', () => {
  let on: World;
  beforeEach(async () => {
    on = await openWorld(nats.bus);
    // The first epoch gives the permit.
    await on.ticks(TEMPO + 2);
  });

  it('are effective: the epoch read them, and the receipt says what it made of them', async () => {
    await on.ticks(3 * (TEMPO + 1));
    const effective = on.final.filter(({ state }) => state === IntentState.INTENT_STATE_EFFECTIVE);
    expect(effective.length).toBeGreaterThanOrEqual(2);
    const { receipt, epoch } = effective.at(-1) as WeightsIntent;
    expect(receipt).toMatchObject({
      epoch,
      uid: 0,
      permit: true,
      masked: [],
      dividends: 65_535,
    });
    expect(receipt?.validatorTrust).toBeGreaterThan(65_000);
    expect(receipt?.consensus.length).toBe(2);
    expect(receipt?.emissionRao).toBeGreaterThanOrEqual(0n);
    expectNoneLost(on);
  });

  it('whose answer is lost are found, whose extrinsic is lost are sent again', async () => {
    on.chain.faults.push('answer lost', 'never arrives');
    await on.ticks(5 * (TEMPO + 1));
    expect(on.chain.faults).toEqual([]);
    expect(
      on.final.filter(({ state }) => state === IntentState.INTENT_STATE_EFFECTIVE).length,
    ).toBeGreaterThanOrEqual(3);
    expectNoneLost(on);
  });

  it('survive a death at any block, and none is set twice', async () => {
    for (let i = 0; i < 3 * (TEMPO + 1); i++) {
      await on.ticks(1);
      if (i % 3 === 0) await on.restart();
    }
    await on.ticks(TEMPO + 1);
    expect(
      on.final.filter(({ state }) => state === IntentState.INTENT_STATE_EFFECTIVE).length,
    ).toBeGreaterThanOrEqual(3);
    expectNoneLost(on);
    const set = on.chain.chain.blocks.flatMap(({ events }) =>
      events.filter(({ event }) => event.value.type === 'WeightsSet'),
    );
    expect(set.length).toBeLessThanOrEqual(on.list().length);
  });

  it('that the chain would refuse end with the check’s name, and an epoch without a row says why', async () => {
    on.admin('weights_version_key', 9n);
    await on.ticks(2 * (TEMPO + 1));
    on.admin('weights_version_key', 0n);
    on.admin('max_weight_limit', 20_000);
    await on.ticks(2 * (TEMPO + 1));
    expect(on.states()).toContain('EXPIRED NEVER_DECIDED: IncorrectNetworkVersionKey');
    expect(on.states()).toContain('REFUSED SubtensorModule.MaxWeightExceeded');
    expectNoneLost(on);
  });
});

describe('weights committed and revealed', () => {
  const INTERVAL = 12;
  let on: World;
  beforeEach(async () => {
    on = await openWorld(nats.bus, { interval: INTERVAL });
    await on.ticks(TEMPO + 2);
  });

  it('are revealed in the interval after the commit’s, and effective', async () => {
    await on.ticks(5 * INTERVAL);
    const effective = on.final.filter(({ state }) => state === IntentState.INTENT_STATE_EFFECTIVE);
    expect(effective.length).toBeGreaterThanOrEqual(2);
    for (const { commit, committedAt, includedAt, uids } of effective) {
      expect(commit).toBe(true);
      expect(Math.floor(Number(includedAt) / INTERVAL)).toBe(Math.floor(Number(committedAt) / INTERVAL) + 1);
      expect([...uids].sort()).toEqual([1, 2]);
    }
    expect(on.alarms).toEqual([]);
    expectNoneLost(on);
  });

  it('survive a death between commit and reveal', async () => {
    for (let i = 0; i < 5 * INTERVAL; i++) {
      await on.ticks(1);
      if (i % 2 === 0) await on.restart();
    }
    expect(
      on.final.filter(({ state }) => state === IntentState.INTENT_STATE_EFFECTIVE).length,
    ).toBeGreaterThanOrEqual(2);
    expectNoneLost(on);
  });

  it('whose reveal is late are alarmed, and expire with a reason', async () => {
    const isCommitted = () => on.list().at(-1)?.state === IntentState.INTENT_STATE_COMMITTED;
    for (let i = 0; i < 3 * INTERVAL && !isCommitted(); i++) await on.ticks(1);
    expect(isCommitted()).toBe(true);
    on.chain.faults.push('never arrives', 'never arrives', 'never arrives');
    await on.ticks(2 * INTERVAL + 4);
    expect(on.alarms.length).toBeGreaterThan(0);
    expect(on.states().join()).toContain('EXPIRED REVEAL_MISSED');
    on.chain.faults.length = 0;
    await on.ticks(4 * INTERVAL);
    expect(on.final.at(-1)?.state).toBe(IntentState.INTENT_STATE_EFFECTIVE);
    expectNoneLost(on);
  });
});
