import { describe, expect, it } from 'vitest';
import { withDeadline } from './deadline.js';
import { FakeClock } from './testing/fake-clock.js';

const forever = () => new Promise<never>(() => undefined);

describe('withDeadline', () => {
  it('gives the result and leaves no timer', async () => {
    const clock = new FakeClock();
    await expect(withDeadline({ clock, ms: 10, what: 'sum' }, () => Promise.resolve(3))).resolves.toBe(3);
    expect(clock.waiting).toBe(0);
  });

  it('ends work that does not listen and aborts its signal', async () => {
    const clock = new FakeClock();
    let seen: AbortSignal | undefined;
    const result = withDeadline({ clock, ms: 10, what: 'read' }, (signal) => {
      seen = signal;
      return forever();
    });
    const expected = expect(result).rejects.toMatchObject({
      code: 'DEADLINE_EXCEEDED',
      message: 'read: expected an end within 10 ms, got none',
    });
    await clock.advance(10);
    await expected;
    expect(seen?.aborted).toBe(true);
  });

  it('ends when the caller gives up, before or during', async () => {
    const clock = new FakeClock();
    const controller = new AbortController();
    const during = withDeadline({ clock, ms: 10, what: 'read', signal: controller.signal }, forever);
    controller.abort();
    await expect(during).rejects.toMatchObject({ code: 'CANCELLED' });
    const before = withDeadline({ clock, ms: 10, what: 'read', signal: controller.signal }, forever);
    await expect(before).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(clock.waiting).toBe(0);
  });

  it('passes the work’s own error on, even a synchronous one', async () => {
    const clock = new FakeClock();
    const work = () => {
      throw new RangeError('own');
    };
    await expect(withDeadline({ clock, ms: 10, what: 'read' }, work)).rejects.toThrow(RangeError);
  });
});
