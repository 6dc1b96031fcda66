import { expect, it } from 'vitest';
import { kitError } from '../errors.js';
import { silentLogger } from '../logger.js';
import { FakeClock } from '../testing/fake-clock.js';
import { SilentLeaders } from './silent-leaders.js';

const LATE = kitError('DEADLINE_EXCEEDED', 'no answer');

function watched() {
  const clock = new FakeClock();
  const asked: string[] = [];
  const stepDown = (stream: string) => Promise.resolve(asked.push(stream));
  const leaders = new SilentLeaders({ stepDown, clock, logger: silentLogger() });
  /** A write that nobody answers for so long. */
  const late = async (stream: string, ms: number, error: unknown = LATE) => {
    const began = clock.monotonic();
    await clock.advance(ms);
    leaders.failed(stream, error, began);
  };
  return { leaders, asked, late };
}

it('a leader that stores nothing for some time is asked to step down, each stream’s for itself', async () => {
  const { asked, late } = watched();
  await late('blocks', 2_000);
  await late('leases', 2_000);
  expect(asked).toEqual([]);
  await late('blocks', 2_000);
  expect(asked).toEqual(['blocks']);
});

it('it is asked again, but not at once', async () => {
  const { asked, late } = watched();
  for (let i = 0; i < 4; i++) await late('blocks', 2_000);
  expect(asked).toEqual(['blocks']);
  for (let i = 0; i < 4; i++) await late('blocks', 2_000);
  expect(asked).toEqual(['blocks', 'blocks']);
});

it('one that answers, if only with a refusal, or that cannot be reached is left alone', async () => {
  const { leaders, asked, late } = watched();
  for (let i = 0; i < 5; i++) {
    await late('blocks', 2_000);
    leaders.answered('blocks');
    await late('leases', 2_000);
    await late('leases', 10, kitError('SEQUENCE_CONFLICT', 'somebody else wrote'));
    await late('scores', 4_000, kitError('UNAVAILABLE', 'no connection'));
  }
  expect(asked).toEqual([]);
});
