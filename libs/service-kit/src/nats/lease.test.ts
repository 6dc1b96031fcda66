import { describe, expect, it } from 'vitest';
import { useNats } from '../../test/nats-harness.js';
import { systemClock } from '../clock.js';
import { Lease, type HeldLease } from './lease.js';

const nats = useNats();
let counter = 0;
const TTL = 600;

/** A contender with its own connection. */
async function contender(name: string, holder: string) {
  const bus = await nats.connect();
  return { bus, lease: await Lease.create(bus, { bucket: 'leases', name, holder, ttlMs: TTL }) };
}

const leaseName = () => `leader${(counter += 1)}`;

describe('Lease', () => {
  it('one holds it, also past its time to live, until it lets go', async () => {
    const name = leaseName();
    const a = await contender(name, 'a');
    const b = await contender(name, 'b');
    const held = await a.lease.tryAcquire();
    expect(held?.isHeld()).toBe(true);
    expect(await b.lease.tryAcquire()).toBeUndefined();
    await new Promise((resolve) => setTimeout(resolve, TTL * 2.5));
    expect(held?.isHeld()).toBe(true);
    expect(await b.lease.tryAcquire()).toBeUndefined();
    expect(await b.lease.holder()).toBe('a');
    await held?.release();
    expect(held?.isHeld()).toBe(false);
    const next = await b.lease.tryAcquire();
    expect(next?.fence).toBeGreaterThan(held?.fence ?? Infinity);
    await next?.release();
  });

  it('of many contenders at once, one wins', async () => {
    const name = leaseName();
    const all = await Promise.all(Array.from({ length: 6 }, (_, i) => contender(name, `c${i}`)));
    const held = (await Promise.all(all.map(({ lease }) => lease.tryAcquire()))).filter(
      (each) => each !== undefined,
    );
    expect(held).toHaveLength(1);
    await held[0]?.release();
  });

  it('goes to the next when its holder is gone, who knows that it lost it', async () => {
    const name = leaseName();
    const a = await contender(name, 'a');
    const b = await contender(name, 'b');
    const held = await a.lease.acquire(AbortSignal.timeout(5_000));
    await a.bus.stop();
    const next = await b.lease.acquire(AbortSignal.timeout(10_000));
    expect(next.fence).toBeGreaterThan(held.fence);
    expect(held.isHeld()).toBe(false);
    expect(held.signal.reason).toMatchObject({ code: 'LEASE_LOST' });
    await next.release();
  });

  it('a process that slept through its end does not believe it holds it, by either clock', async () => {
    for (const clockKind of ['monotonic', 'wall'] as const) {
      const system = systemClock();
      let jump = 0;
      const clock = {
        now: () => system.now() + (clockKind === 'wall' ? jump : 0),
        monotonic: () => system.monotonic() + (clockKind === 'monotonic' ? jump : 0),
        after: (ms: number, callback: () => void) => system.after(ms, callback),
      };
      const bus = await nats.connect({ clock });
      const lease = await Lease.create(bus, { bucket: 'leases', name: leaseName(), holder: 'a', ttlMs: TTL });
      const held = await lease.acquire(AbortSignal.timeout(5_000));
      expect(held.isHeld()).toBe(true);
      jump = TTL;
      expect(held.isHeld()).toBe(false);
      expect(held.signal.aborted).toBe(true);
    }
  });

  it('is lost while the bus is away', async () => {
    const { lease } = await contender(leaseName(), 'a');
    const held = await lease.acquire(AbortSignal.timeout(5_000));
    await nats.server.kill('SIGKILL');
    await expect.poll(() => held.signal.aborted, { timeout: 5_000 }).toBe(true);
    await nats.server.start();
  });

  it('is its holder’s again at once when an answer was lost, but never twice', async () => {
    const name = leaseName();
    const a = await contender(name, 'a');
    const held = await a.lease.acquire(AbortSignal.timeout(5_000));
    expect(await a.lease.tryAcquire()).toBeUndefined();
    const again = await Lease.create(a.bus, { bucket: 'leases', name, holder: 'a', ttlMs: TTL });
    // A renewal of the other object may come between look and write: then once more.
    let taken: HeldLease | undefined;
    await expect.poll(async () => (taken = await again.tryAcquire()), { timeout: 5_000 }).toBeDefined();
    expect(taken!.fence).toBeGreaterThan(held.fence);
    await expect.poll(() => held.signal.aborted, { timeout: 5_000 }).toBe(true);
    expect(taken!.isHeld()).toBe(true);
    await taken!.release();
  });

  it('what only its holder can write keeps it while the bucket is away, and no longer', async () => {
    const bus = await nats.connect();
    const bucket = 'leases-away';
    const lease = await Lease.create(bus, { bucket, name: 'x', holder: 'a', ttlMs: TTL });
    const held = await lease.acquire(AbortSignal.timeout(5_000));
    await bus.manager.streams.delete(`KV_${bucket}`);
    const until = performance.now() + TTL * 3;
    while (performance.now() < until) {
      expect(await held.prove(() => Promise.resolve('written'))).toBe('written');
      expect(held.isHeld()).toBe(true);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await expect(held.prove(() => Promise.reject(new Error('refused')))).rejects.toThrow('refused');
    await expect.poll(() => held.signal.aborted, { timeout: 5_000 }).toBe(true);
    expect(String(held.signal.reason)).toContain('no renewal in time');
  });

  it('a key that ended meanwhile is written again, but not over another holder', async () => {
    const name = leaseName();
    const a = await contender(name, 'a');
    const b = await contender(name, 'b');
    const held = await a.lease.acquire(AbortSignal.timeout(5_000));
    const end = () => a.bus.manager.streams.purge('KV_leases', { filter: `$KV.leases.${name}` });
    await held.prove(() => Promise.resolve());
    await end();
    await expect.poll(() => b.lease.holder(), { timeout: 5_000 }).toBe('a');
    expect(held.isHeld()).toBe(true);
    // The other is faster than the next renewal: at once.
    await end();
    let other: HeldLease | undefined;
    await expect
      .poll(async () => (other ??= await b.lease.tryAcquire()) ?? end().then(() => undefined), {
        interval: 1,
      })
      .toBeDefined();
    const proving = setInterval(() => void held.prove(() => Promise.resolve()), 20);
    await expect.poll(() => held.signal.aborted, { timeout: 5_000 }).toBe(true);
    clearInterval(proving);
    expect(String(held.signal.reason)).toContain('another holder');
    expect(other!.isHeld()).toBe(true);
    await other!.release();
  });

  it('whose key ended has lost it, where nothing else proves it', async () => {
    const name = leaseName();
    const a = await contender(name, 'a');
    const held = await a.lease.acquire(AbortSignal.timeout(5_000));
    await a.bus.manager.streams.purge('KV_leases', { filter: `$KV.leases.${name}` });
    await expect.poll(() => held.signal.aborted, { timeout: 5_000 }).toBe(true);
    expect(await a.lease.holder()).toBeUndefined();
  });

  it('is free at once also where a renewal is under way while it is let go', async () => {
    const name = leaseName();
    const a = await contender(name, 'a');
    const b = await contender(name, 'b');
    for (let n = 0; n < 5; n += 1) {
      const held = await a.lease.acquire(AbortSignal.timeout(5_000));
      // As the renewal would, unheard of by who lets go.
      const { jetstream } = a.bus;
      const record = JSON.stringify({ holder: 'a', fence: held.fence });
      await jetstream.publish(`$KV.leases.${name}`, record);
      await held.release();
      const next = await b.lease.tryAcquire();
      expect(next).toBeDefined();
      await next!.release();
    }
  });

  it('waiting for it ends when told to', async () => {
    const name = leaseName();
    const a = await contender(name, 'a');
    const held = await a.lease.acquire(AbortSignal.timeout(5_000));
    const b = await contender(name, 'b');
    await expect(b.lease.acquire(AbortSignal.timeout(100))).rejects.toMatchObject({ code: 'CANCELLED' });
    await held.release();
  });

  it('refuses a time to live the server cannot keep', async () => {
    const bus = await nats.connect();
    await expect(Lease.create(bus, { bucket: 'x', name: 'x', holder: 'a', ttlMs: 10 })).rejects.toThrow(
      /at least 500/,
    );
  });
});
