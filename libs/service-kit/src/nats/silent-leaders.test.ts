import { expect, it } from 'vitest';
import { kitError } from '../errors.js';
import { silentLogger } from '../logger.js';
import { FakeClock } from '../testing/fake-clock.js';
import { SilentLeaders } from './silent-leaders.js';

const LATE = kitError('DEADLINE_EXCEEDED', 'no answer');

function watched() {
  const clock = new FakeClock();
  const asked: string[] = [];
  const bus: { leader: string | undefined } = { leader: 'n2' };
  const leaders = new SilentLeaders({
    leaderOf: () => (bus.leader ? Promise.resolve(bus.leader) : Promise.reject(new Error('no answer'))),
    stepDown: (stream) => Promise.resolve(asked.push(stream)),
    clock,
    logger: silentLogger(),
  });
  /** A write that nobody answers for so long. */
  const late = async (stream: string, ms: number, error: unknown = LATE) => {
    await clock.advance(ms);
    await leaders.failed(stream, error);
  };
  return { leaders, bus, asked, late };
}

it('a leader that is there and stores nothing is asked to step down, each stream’s for itself', async () => {
  const { asked, late } = watched();
  await late('blocks', 2_000);
  await late('blocks', 1_000);
  await late('leases', 0);
  expect(asked).toEqual([]);
  await late('blocks', 1_000);
  expect(asked).toEqual(['blocks']);
  // Not at once again.
  await late('blocks', 2_000);
  await late('blocks', 1_000);
  expect(asked).toEqual(['blocks']);
  await late('blocks', 1_000);
  expect(asked).toEqual(['blocks', 'blocks']);
});

it('one that is frozen, or new, is left alone', async () => {
  const { bus, asked, late } = watched();
  for (const leader of ['n1', undefined, 'n2', 'n3', undefined, undefined, 'n1']) {
    bus.leader = leader;
    await late('blocks', 4_000);
  }
  expect(asked).toEqual([]);
});

it('one that answers, if only with a refusal, or that cannot be reached is left alone', async () => {
  const { leaders, asked, late } = watched();
  for (let i = 0; i < 5; i++) {
    await late('blocks', 4_000);
    leaders.answered('blocks');
    await late('leases', 4_000);
    await late('leases', 10, kitError('SEQUENCE_CONFLICT', 'somebody else wrote'));
    await late('scores', 4_000, kitError('UNAVAILABLE', 'no connection'));
  }
  expect(asked).toEqual([]);
});
