import { describe, expect, it } from 'vitest';
import { every, sleep, systemClock } from './clock.js';
import { FakeClock } from './testing/fake-clock.js';

describe('system clock', () => {
  it('fires timers, not cancelled ones', async () => {
    const clock = systemClock();
    const fired: string[] = [];
    clock.after(1, () => fired.push('cancelled')).cancel();
    clock.after(1, () => fired.push('kept'));
    const before = clock.monotonic();
    await sleep(clock, 20);
    expect(fired).toEqual(['kept']);
    expect(clock.monotonic() - before).toBeGreaterThan(15);
    expect(Math.abs(clock.now() - Date.now())).toBeLessThan(1000);
  });
});

describe('fake clock', () => {
  it('runs timers in order of time, then of creation', async () => {
    const clock = new FakeClock(0);
    const seen: string[] = [];
    clock.after(20, () => seen.push(`b@${clock.now()}`));
    clock.after(10, () => seen.push(`a@${clock.now()}`));
    clock.after(20, () => seen.push(`c@${clock.now()}`));
    await clock.advance(15);
    expect(seen).toEqual(['a@10']);
    await clock.advance(5);
    expect(seen).toEqual(['a@10', 'b@20', 'c@20']);
    expect(clock.waiting).toBe(0);
  });

  it('sets the wall clock apart from the monotonic one', async () => {
    const clock = new FakeClock(1000);
    await clock.advance(5);
    clock.setWallClock(50);
    expect([clock.now(), clock.monotonic()]).toEqual([50, 5]);
  });
});

describe('sleep', () => {
  it('ends early with a code on abort and leaves no timer', async () => {
    const clock = new FakeClock();
    const controller = new AbortController();
    const sleeping = sleep(clock, 1000, controller.signal);
    controller.abort();
    await expect(sleeping).rejects.toMatchObject({ code: 'CANCELLED' });
    await expect(sleep(clock, 1, controller.signal)).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(clock.waiting).toBe(0);
  });
});

describe('every', () => {
  it('ticks again after the last tick ended, until cancelled', async () => {
    const clock = new FakeClock();
    let ticks = 0;
    const timer = every(clock, 10, () => {
      ticks += 1;
    });
    await clock.advance(35);
    expect(ticks).toBe(3);
    timer.cancel();
    await clock.advance(100);
    expect(ticks).toBe(3);
  });
});
