import { kitError } from '@yumanet/service-kit';
import { expect, it } from 'vitest';
import type { Standing } from '../metagraph/metagraph.js';
import type { IntentStore } from './intent-store.js';
import type { Outbox } from './outbox.js';
import { WeightsWork } from './weights-work.js';

/** Netuid 1 with tempo 9 runs its epoch in block 7, 17, 27 …; without a permit no row is due. */
const standing = (block: number, more: Partial<Standing> = {}): Standing => ({
  ...{ block, blockHash: '0x00', tempo: 9, uid: 3, permit: false, lastUpdate: 0, stakeRao: 1n },
  ...{ weightsMinStakeRao: 0n, weightsRateLimit: 0, weightsVersionKey: 0n, commitReveal: false },
  ...{ commitInterval: 0, commit: undefined },
  ...more,
});

function work() {
  const told = new Map<number, string>();
  /** When it was decided on, by epoch; 0 where that says nothing. */
  const decided = new Map<number, number>();
  const failures: Error[] = [];
  const outbox = {
    settle: () => Promise.resolve(),
    miss: (epoch: number, why: string, block: number) => {
      const failure = failures.shift();
      if (failure) return Promise.reject(failure);
      expect(told.has(epoch), `epoch ${epoch} is told once`).toBe(false);
      told.set(epoch, why);
      decided.set(epoch, block);
      return Promise.resolve();
    },
  };
  const intents = {
    get: (epoch: number) => told.get(epoch),
    list: () =>
      [...told.keys()]
        .sort((a, b) => a - b)
        .map((epoch) => ({ epoch: BigInt(epoch), decidedAt: BigInt(decided.get(epoch) ?? 0) })),
  };
  const made = new WeightsWork({
    ...{ netuid: 1, mechanism: { version: 1 }, weightsBlocks: 100 },
    outbox: outbox as unknown as Outbox,
    intents: intents as unknown as IntentStore,
    ...{ row: () => ({ blockedBy: 'NO_SCORES' as const }), metagraph: () => undefined },
  });
  const at = (block: number, more?: Partial<Standing>) =>
    made.do(standing(block, more), new AbortController().signal);
  return { at, told, decided, failures };
}

it('every epoch that passes without a row is told of, with what was in the way', async () => {
  const { at, told } = work();
  for (const block of [10, 14, 18, 30, 40]) await at(block);
  expect([...told]).toEqual([17, 27, 37].map((epoch) => [epoch, 'NoValidatorPermit']));
});

it('what the bus does not take is told of at the next block', async () => {
  const { at, told, failures } = work();
  await at(10);
  failures.push(kitError('UNAVAILABLE', 'the bus is away'));
  await expect(at(40)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  expect([...told.keys()]).toEqual([]);
  await at(41);
  expect([...told.keys()]).toEqual([17, 27, 37]);
});

it('a row that cannot be made is the reason, not that it is too late for one by then', async () => {
  const { at, told } = work();
  // Tempo 20: the epoch is in block 18; a row is due from 8 on, and too late from 14 on.
  for (let block = 7; block < 18; block++) await at(block, { permit: true, tempo: 20 });
  expect([...told]).toEqual([[18, 'NO_SCORES']]);
});

it('where commits are asked for: every epoch that an interval’s commit was for, with what was in the way then', async () => {
  const { at, told } = work();
  const hidden = { commitReveal: true, commitInterval: 12 };
  for (let block = 10; block < 90; block++) await at(block, hidden);
  // Reveals begin in 12, 24, 36, 48, 60, 72, 84: the first epochs after them. The first one's commit was before its time.
  expect([...told]).toEqual([
    [17, 'WINDOW_PASSED'],
    ...[27, 47, 57, 67, 77, 87].map((epoch) => [epoch, 'NoValidatorPermit']),
  ]);
});

it('where commits are asked for, too: an epoch of an absence, though one further ahead is committed for already', async () => {
  const { at, told, decided } = work();
  const hidden = { commitReveal: true, commitInterval: 12 };
  told.set(27, 'committed for').set(57, 'committed for');
  decided.set(27, 18).set(57, 42);
  await at(49, hidden);
  expect([...told]).toEqual([
    [27, 'committed for'],
    [57, 'committed for'],
    [47, 'NOT_RUNNING'],
  ]);
});

it('an absence may be so long that the epoch further ahead is over as well', async () => {
  const { at, told, decided } = work();
  const hidden = { commitReveal: true, commitInterval: 12 };
  told.set(27, 'committed for').set(57, 'committed for');
  decided.set(27, 18).set(57, 42);
  await at(72, hidden);
  expect([...told.keys()].sort((a, b) => a - b)).toEqual([27, 47, 57, 67]);
});

it('who ended while it told of what passed leaves the rest to the next one', async () => {
  const { at, told, decided } = work();
  // One bus write each: it told of the first of three in block 40.
  told.set(7, 'NOT_RUNNING').set(17, 'NOT_RUNNING');
  decided.set(7, 10).set(17, 40);
  await at(41);
  expect([...told.keys()]).toEqual([7, 17, 27, 37]);
});

it('a change of rules that leaves no time is told as such', async () => {
  const { at, told } = work();
  await at(10, { permit: true });
  await at(18, { permit: true, commitReveal: true, commitInterval: 12 });
  expect([...told]).toEqual([[17, 'WINDOW_PASSED']]);
});
