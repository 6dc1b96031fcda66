import { expect, it } from 'vitest';
import { kitError } from '../errors.js';
import { Health } from '../health.js';
import { silentLogger } from '../logger.js';
import { FakeClock } from '../testing/fake-clock.js';
import { QuorumWatch } from './quorum-watch.js';

function watching() {
  const [clock, health] = [new FakeClock(), new Health()];
  const bus: { answers: () => Promise<unknown> | undefined } = { answers: () => Promise.resolve() };
  const watch = new QuorumWatch({ ask: () => bus.answers(), clock, logger: silentLogger(), health });
  return { clock, health, bus, watch };
}
const away = () => Promise.reject(kitError('UNAVAILABLE', 'quorum: expected an answer, got no leader'));

it('says by name that there is no majority, after longer than an election takes, and that it is back', async () => {
  const { clock, health, bus, watch } = watching();
  await clock.advance(9_000);
  expect(watch.isAway).toBe(false);
  bus.answers = away;
  await clock.advance(9_000);
  expect(watch.isAway).toBe(false);
  await clock.advance(6_000);
  expect(watch.isAway).toBe(true);
  expect(health.report().parts['jetstream']).toMatchObject({
    ready: false,
    detail: expect.stringMatching(/^NO_QUORUM: bus: expected/) as unknown,
  });
  bus.answers = () => Promise.resolve();
  await clock.advance(3_000);
  expect([watch.isAway, health.report().ready]).toEqual([false, true]);
  watch.stop();
});

it('a connection that is lost, or a server that refuses the question, is no lost majority', async () => {
  const { clock, bus, watch } = watching();
  bus.answers = () => undefined;
  await clock.advance(30_000);
  bus.answers = () => Promise.reject(kitError('PERMISSION_DENIED', 'quorum: refused'));
  await clock.advance(30_000);
  expect(watch.isAway).toBe(false);
  watch.stop();
});
