import { expect, it } from 'vitest';
import { FakeClock } from '../testing/fake-clock.js';
import { SilentReader } from './silent-reader.js';

/** A reader, and the stream that it reads. */
function reader() {
  const clock = new FakeClock();
  const stream = { last: 10, asked: 0, answers: true };
  const silent: number[] = [];
  const lastSequence = () => {
    stream.asked += 1;
    return stream.answers ? Promise.resolve(stream.last) : Promise.reject(new Error('no leader'));
  };
  const watch = new SilentReader({ clock, lastSequence, onSilent: (wanted) => silent.push(wanted) });
  /** In steps: what is asked is answered meanwhile. */
  const pass = async (seconds: number): Promise<void> => {
    for (let second = 0; second < seconds; second += 1) await clock.advance(1_000);
  };
  return { stream, silent, watch, pass };
}

it('says once that a message is there and does not come, after 3 to 6 seconds', async () => {
  const { silent, watch, pass } = reader();
  watch.waits(10);
  await pass(5);
  expect(silent).toEqual([]);
  await pass(2);
  expect(silent).toEqual([10]);
  await pass(60);
  expect(silent).toEqual([10]);
});

it('waits for what is not there yet as long as it takes', async () => {
  const { silent, watch, pass, stream } = reader();
  watch.waits(11);
  await pass(600);
  expect(silent).toEqual([]);
  stream.last = 11;
  await pass(12);
  expect(silent).toEqual([11]);
});

it('a reader that gets on is not silent, however far behind it is', async () => {
  const { silent, watch, pass, stream } = reader();
  stream.last = 1_000_000;
  for (let next = 1; next < 60; next += 1) {
    watch.waits(next);
    await pass(2);
    watch.got();
  }
  expect(silent).toEqual([]);
});

it('a reader that works on a message is left alone, and nobody is asked', async () => {
  const { silent, watch, pass, stream } = reader();
  watch.waits(3);
  watch.got();
  await pass(120);
  expect([silent, stream.asked]).toEqual([[], 0]);
});

it('a stream whose leader does not answer is no reason', async () => {
  const { silent, watch, pass, stream } = reader();
  stream.answers = false;
  watch.waits(3);
  await pass(60);
  expect(silent).toEqual([]);
  stream.answers = true;
  await pass(9);
  expect(silent).toEqual([3]);
});

it('is quiet after its end', async () => {
  const { silent, watch, pass } = reader();
  watch.waits(3);
  await pass(4);
  watch.stop();
  await pass(60);
  expect(silent).toEqual([]);
});
