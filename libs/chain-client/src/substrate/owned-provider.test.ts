import { FakeClock } from '@yumanet/service-kit/testing';
import { systemClock } from '@yumanet/service-kit';
import { afterEach, describe, expect, it } from 'vitest';
import { FakeNode } from '../../test/fake-node.js';
import { clientError } from '../errors.js';
import { OwnedProvider, type ProviderOptions } from './owned-provider.js';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function node(genesis?: string) {
  const made = await new FakeNode(genesis).start();
  cleanups.push(() => made.stop());
  return made;
}

function provide(nodes: readonly FakeNode[], own: Partial<ProviderOptions> = {}) {
  const provider = new OwnedProvider({
    endpoints: nodes.map(({ url }) => url),
    reconnect: { initialMs: 10, maxMs: 20 },
    callMs: 2_000,
    openMs: 1_000,
    ...own,
  });
  cleanups.push(() => provider.stop());
  return provider;
}

it('stopped while a connection is looked at, it ends that one too', async () => {
  const fake = await node();
  let looked!: () => void;
  const looking = new Promise<void>((resolve) => (looked = resolve));
  let accept!: () => void;
  const accepted = new Promise<void>((resolve) => (accept = resolve));
  const provider = provide([fake], {
    accept: () => {
      looked();
      return accepted;
    },
  });
  const started = provider.start().catch((error: unknown) => error);
  await looking;
  const stopped = provider.stop().then(() => 'stopped');
  accept();
  const late = new Promise((resolve) => setTimeout(resolve, 2_000, 'still running'));
  expect(await Promise.race([stopped, late])).toBe('stopped');
  expect(await started).toMatchObject({ code: 'NOT_CONNECTED' });
  expect(provider.state).toBe('closed');
});

describe('requests', () => {
  it('are answered, and refused with the endpoint’s code', async () => {
    const fake = await node();
    fake.answers.set('author_submitExtrinsic', () => {
      // The fake sends what is thrown as the error object.
      // oxlint-disable-next-line typescript/only-throw-error
      throw { code: 1010, message: 'Invalid Transaction', data: 'Custom error: 5' };
    });
    const provider = provide([fake]);
    await provider.start();
    expect(await provider.request('echo', [1, 'a'])).toEqual([1, 'a']);
    await expect(provider.request('no_such', [])).rejects.toMatchObject({ code: 'RPC_METHOD_UNKNOWN' });
    await expect(provider.request('author_submitExtrinsic', ['0x'])).rejects.toMatchObject({
      code: 'POOL_REFUSED',
      data: { rpcCode: 1010, rpcData: 'Custom error: 5' },
    });
  });

  it('end at their deadline, and when the connection ends', async () => {
    const fake = await node();
    const provider = provide([fake]);
    await provider.start();
    fake.silent = true;
    await expect(provider.request('echo', [], 50)).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
    const lost = provider.request('echo', []);
    setTimeout(() => fake.hangUp(), 20);
    await expect(lost).rejects.toMatchObject({ code: 'CONNECTION_LOST' });
  });

  it('wait for a connection until their deadline', async () => {
    const fake = await node();
    const provider = provide([fake]);
    await provider.start();
    const away = new Promise((resolve) => provider.onState(resolve));
    fake.hangUp();
    expect(await away).toBe('connecting');
    expect(await provider.request('echo', [1])).toEqual([1]);
    await fake.stop();
    await expect.poll(() => provider.state).toBe('connecting');
    await expect(provider.request('echo', [1], 100)).rejects.toMatchObject({ code: 'NOT_CONNECTED' });
  });

  it('a message that is no JSON ends the connection, not the process', async () => {
    const fake = await node();
    const provider = provide([fake]);
    await provider.start();
    const [socket] = fake.sockets;
    for (const text of ['null', '5', '{"id":99}', '{"params":null}', '{"params":{"subscription":{}}}'])
      socket?.send(text);
    expect(await provider.request('echo', [1])).toEqual([1]);
    socket?.send('{');
    await expect.poll(() => fake.sockets.size === 1 && !fake.sockets.has(socket as never)).toBe(true);
    expect(await provider.request('echo', [2])).toEqual([2]);
  });
});

describe('subscriptions', () => {
  it('go on over reconnects under the same name; watches of extrinsics end instead', async () => {
    const fake = await node();
    const provider = provide([fake]);
    await provider.start();
    const seen: unknown[] = [];
    const errors: (Error | null)[] = [];
    const name = await provider.subscribe('state_subscribeStorage', [['0x00']], (_error, result) =>
      seen.push(result),
    );
    await provider.subscribe('author_submitAndWatchExtrinsic', ['0x00'], (error) => errors.push(error));
    fake.notify('state_subscribeStorage', 1);
    await expect.poll(() => seen).toEqual([1]);
    const [socket] = fake.sockets;
    fake.hangUp();
    await expect.poll(() => fake.sockets.has(socket as never)).toBe(false);
    await expect.poll(() => fake.subscribed('state_subscribeStorage')).toBe(1);
    fake.notify('state_subscribeStorage', 2);
    await expect.poll(() => seen).toEqual([1, 2]);
    expect(errors).toMatchObject([{ code: 'CONNECTION_LOST' }]);
    expect(fake.asked.filter((method) => method === 'author_submitAndWatchExtrinsic')).toHaveLength(1);
    await provider.unsubscribe('state_unsubscribeStorage', name);
    expect(provider.subscriptions).toBe(0);
    expect(fake.subscribed('state_subscribeStorage')).toBe(0);
  });
});

describe('many subscriptions at once', () => {
  it('each hears what came together with its answer, however much that is', async () => {
    const fake = await node();
    const provider = provide([fake]);
    await provider.start();
    fake.firstWords = ['ready', { inBlock: '0x01' }, { finalized: '0x01' }];
    const heard = new Map<number, unknown[]>();
    const names = await Promise.all(
      Array.from({ length: 300 }, (_, i) =>
        provider.subscribe('author_submitAndWatchExtrinsic', [i], (_error, result) => {
          heard.set(i, [...(heard.get(i) ?? []), result]);
        }),
      ),
    );
    expect(new Set(names).size).toBe(300);
    await expect.poll(() => heard.size).toBe(300);
    for (const words of heard.values()) expect(words).toEqual(fake.firstWords);
  });
});

describe('moving to another endpoint', () => {
  it('takes what waits along; when that one ends, the list holds again', async () => {
    const [first, leader] = [await node(), await node()];
    const provider = provide([first]);
    await provider.start();
    const seen: unknown[] = [];
    await provider.subscribe('state_subscribeStorage', [], (_error, result) => seen.push(result));
    const moving = provider.moveTo(leader.url);
    expect(await provider.request('echo', [1])).toEqual([1]);
    await moving;
    expect(leader.asked).toContain('echo');
    expect(provider.endpoint).toBe(leader.url);
    leader.notify('state_subscribeStorage', 7);
    await expect.poll(() => seen).toEqual([7]);
    await leader.stop();
    await expect.poll(() => provider.state === 'connected' && provider.endpoint).toBe(first.url);
  });

  it('many at once are one move; one that does not serve, or serves another chain, is refused', async () => {
    const [first, leader, stranger] = [await node(), await node(), await node(`0x${'99'.repeat(32)}`)];
    const provider = provide([first]);
    await provider.start();
    await Promise.all(Array.from({ length: 5 }, () => provider.moveTo(leader.url)));
    expect(leader.asked.filter((method) => method === 'chain_subscribeNewHeads')).toHaveLength(1);
    for (const url of [stranger.url, 'ws://127.0.0.1:1']) {
      await expect(provider.moveTo(url)).rejects.toMatchObject({ code: 'NOT_CONNECTED' });
      expect(await provider.request('echo', [2])).toEqual([2]);
      expect(provider.endpoint).toBe(first.url);
    }
  });

  it('lets the answers to submissions come first', async () => {
    const [first, leader] = [await node(), await node()];
    const provider = provide([first]);
    await provider.start();
    first.answers.set('author_submitExtrinsic', () => 'taken');
    const sent = provider.request('author_submitExtrinsic', ['0x00']);
    await provider.moveTo(leader.url);
    expect(await sent).toBe('taken');
    expect(first.asked).toContain('author_submitExtrinsic');
  });
});

describe('the pause before a reconnect', () => {
  it.each([
    ['is the first one after each connection that brought a block', true],
    ['grows while connections end at once', false],
  ])('%s', async (_, isServed) => {
    const fake = await node();
    const system = systemClock();
    const initialMs = 8_000_000;
    const pauses: number[] = [];
    // Pauses are so long that nothing else is; here they take a moment.
    const after = (ms: number, callback: () => void) => {
      if (ms < initialMs / 2) return system.after(ms, callback);
      pauses.push(ms);
      return system.after(1, callback);
    };
    const clock = { now: () => system.now(), monotonic: () => system.monotonic(), after };
    const provider = provide([fake], { clock, reconnect: { initialMs, maxMs: 64 * initialMs } });
    await provider.start();
    for (let i = 0; i < 6; i++) {
      if (isServed) fake.newHead(fake.head + 1);
      await provider.request('echo', [i]);
      fake.hangUp();
      await expect.poll(() => pauses.length).toBe(i + 1);
      await expect.poll(() => provider.state).toBe('connected');
    }
    pauses.forEach((ms, i) => expect(ms).toBeLessThanOrEqual(initialMs * (isServed ? 1 : 2 ** i)));
    if (!isServed) expect(pauses.at(-1)).toBeGreaterThanOrEqual(initialMs * 2 ** 4);
  });
});

describe('a subscription that the next endpoint does not serve', () => {
  it('ends with its error; the connection stays', async () => {
    const [first, second] = [await node(), await node()];
    second.refused.add('state_subscribeStorage');
    const provider = provide([first, second]);
    await provider.start();
    const errors: (Error | null)[] = [];
    await provider.subscribe('state_subscribeStorage', [], (error) => errors.push(error));
    await first.stop();
    await expect.poll(() => errors).toMatchObject([{ code: 'RPC_METHOD_UNKNOWN' }]);
    await expect.poll(() => provider.state).toBe('connected');
    expect(provider.subscriptions).toBe(0);
  });
});

describe('endpoints', () => {
  it('the next one takes over when one goes away', async () => {
    const [first, second] = [await node(), await node()];
    const provider = provide([first, second]);
    await provider.start();
    expect(provider.endpoint).toBe(first.url);
    await first.stop();
    await expect.poll(() => provider.state === 'connected' && provider.endpoint).toBe(second.url);
  });

  it('of another chain are refused', async () => {
    const [first, stranger] = [await node(), await node(`0x${'99'.repeat(32)}`)];
    const provider = provide([first, stranger]);
    await provider.start();
    first.hangUp();
    await expect.poll(() => stranger.asked.length).toBeGreaterThan(0);
    await expect.poll(() => provider.state === 'connected' && provider.endpoint).toBe(first.url);
    expect(stranger.asked).not.toContain('chain_subscribeNewHeads');
  });

  it('that are not accepted make start fail with the reason, when none is left', async () => {
    const [first, second] = [await node(), await node()];
    const accept = () => Promise.reject(clientError('METADATA_MISMATCH', 'x', { items: 'call A.b' }));
    const provider = provide([first, second], { accept });
    await expect(provider.start()).rejects.toMatchObject({ code: 'METADATA_MISMATCH' });
    expect(second.asked.length).toBeGreaterThan(0);
  });

  it('that are not there are tried until told to stop', async () => {
    const fake = await node();
    const provider = provide([fake]);
    await fake.stop();
    await expect(provider.start(AbortSignal.timeout(100))).rejects.toMatchObject({ code: 'CANCELLED' });
  });
});

describe('liveness by the head', () => {
  it('by default a connection that went silent is replaced within 30 s', async () => {
    const fake = await node();
    const fakeTime = new FakeClock();
    // Only the watch over the head runs on the fake clock: sockets need real time.
    const system = systemClock();
    const long = 4_000;
    const clock = {
      now: () => system.now(),
      monotonic: () => fakeTime.monotonic(),
      after: (ms: number, callback: () => void) => (ms > long ? fakeTime : system).after(ms, callback),
    };
    const { callMs: _c, openMs: _o, ...defaults } = { callMs: 0, openMs: 0 };
    const provider = provide([fake], { clock, ...defaults, callMs: 3_000, openMs: 3_000 });
    await provider.start();
    const [socket] = fake.sockets;
    fake.silent = true;
    await fakeTime.advance(24_500);
    await expect.poll(() => fake.asked.filter((method) => method === 'chain_getHeader').length).toBe(2);
    expect(fake.sockets.has(socket as never)).toBe(true);
    await fakeTime.advance(5_000);
    await expect.poll(() => fake.sockets.has(socket as never)).toBe(false);
    expect(fakeTime.monotonic()).toBeLessThanOrEqual(30_000);
    fake.silent = false;
    await expect.poll(() => provider.state).toBe('connected');
  });

  it('an endpoint that says nothing but answers pings keeps its connection', async () => {
    const fake = await node();
    const provider = provide([fake], { silentMs: 800, stallMs: 60_000 });
    await provider.start();
    const [socket] = fake.sockets;
    let pings = 0;
    socket?.on('ping', () => void (pings += 1));
    // Three times as long as it may be silent.
    await expect.poll(() => pings).toBeGreaterThan(5);
    expect(fake.sockets.has(socket as never)).toBe(true);
    expect(await provider.request('echo', [1])).toEqual([1]);
  });

  it('new heads keep it alive without a question', async () => {
    const fake = await node();
    const provider = provide([fake], { stallMs: 600, probeMs: 100 });
    await provider.start();
    for (let number = 2; number < 42; number += 1) {
      fake.newHead(number);
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
    expect(fake.asked.filter((method) => method === 'chain_getHeader')).toHaveLength(1);
  });

  it('a node whose chain goes on without telling is replaced', async () => {
    const fake = await node();
    const provider = provide([fake], { stallMs: 100, probeMs: 100 });
    await provider.start();
    const [socket] = fake.sockets;
    fake.head = 50;
    await expect.poll(() => fake.sockets.has(socket as never), { timeout: 3_000 }).toBe(false);
    await expect.poll(() => provider.state).toBe('connected');
  });

  it('a chain that stands still is reported; the only endpoint is kept, one of several is changed', async () => {
    const [first, second] = [await node(), await node()];
    const alone = provide([first], { stallMs: 50, probeMs: 100 });
    await alone.start();
    const [socket] = first.sockets;
    await expect.poll(() => alone.state).toBe('stalled');
    expect(await alone.request('echo', [1])).toEqual([1]);
    expect(first.sockets.has(socket as never)).toBe(true);
    first.newHead(2);
    await expect.poll(() => alone.state).toBe('connected');
    const both = provide([first, second], { stallMs: 50, probeMs: 100 });
    await both.start();
    await expect.poll(() => both.endpoint).toBe(second.url);
  });
});
