import { FakeClock } from '@yumanet/service-kit/testing';
import { expect, it } from 'vitest';
import { Heartbeat } from './heartbeat.js';

function start() {
  const clock = new FakeClock();
  const said: string[] = [];
  const heartbeat = new Heartbeat({
    clock,
    silentMs: 8_000,
    ping: () => void said.push(`ping ${clock.monotonic()}`),
    dead: () => void said.push(`dead ${clock.monotonic()}`),
  });
  return { clock, said, heartbeat };
}

it('who talks is not pinged', async () => {
  const { clock, said, heartbeat } = start();
  for (let i = 0; i < 30; i++) {
    await clock.advance(1_000);
    heartbeat.heard();
  }
  expect(said).toEqual([]);
});

it('who is silent is pinged, and dead when that is not answered either', async () => {
  const { clock, said } = start();
  await clock.advance(9_000);
  expect(said).toEqual([4, 5, 6, 7, 8].map((s) => `ping ${s}000`).concat('dead 9000'));
});

it('who answers pings lives', async () => {
  const { clock, said, heartbeat } = start();
  for (let i = 0; i < 60; i++) {
    await clock.advance(1_000);
    if (said.at(-1) === `ping ${clock.monotonic()}`) heartbeat.heard();
  }
  expect(said.filter((each) => each.startsWith('dead'))).toEqual([]);
});

it('a process that slept hears what came meanwhile before it gives up', async () => {
  const clock = new FakeClock();
  const said: string[] = [];
  // Frozen: the hands move, nothing runs.
  let frozenMs = 0;
  const after = (ms: number, callback: () => void) => clock.after(ms, callback);
  const own = { now: () => clock.now(), monotonic: () => clock.monotonic() + frozenMs, after };
  const heartbeat = new Heartbeat({
    clock: own,
    silentMs: 8_000,
    ping: () => void said.push('ping'),
    dead: () => void said.push('dead'),
  });
  frozenMs = 60_000;
  await clock.advance(1_000);
  expect(said).toEqual(['ping']);
  heartbeat.heard();
  await clock.advance(2_000);
  expect(said).toEqual(['ping']);
});

it('stops', async () => {
  const { clock, said, heartbeat } = start();
  heartbeat.stop();
  await clock.advance(60_000);
  expect(said).toEqual([]);
  expect(clock.waiting).toBe(0);
});
