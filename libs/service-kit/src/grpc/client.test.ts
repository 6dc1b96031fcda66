import { describe, expect, it } from 'vitest';
import { BEST, DEADLINE, blockOf, dial, serve, withResolvers } from '../../test/grpc-harness.js';
import { kitError } from '../errors.js';
import type { ServerCall } from './server-call.js';

describe('unary calls', () => {
  it('carry messages both ways, with the peer and the remaining time', async () => {
    let seen: ServerCall | undefined;
    const server = await serve({
      submitExtrinsic: ({ extrinsic }, call) => {
        seen = call;
        return Promise.resolve({ hash: Buffer.from(extrinsic).reverse() });
      },
    });
    const { hash } = await dial(server).submitExtrinsic({ extrinsic: Buffer.from([1, 2]) }, DEADLINE);
    expect([...hash]).toEqual([2, 1]);
    expect(seen?.remainingMs()).toBeLessThanOrEqual(5_000);
    expect(seen?.identity).toBeUndefined();
  });

  it('bring ServiceErrors with code and data, and defects without their text', async () => {
    const server = await serve(
      {
        getBlock: () => Promise.reject(kitError('QUEUE_FULL', 'pool: full', { limit: 3 })),
        getAccount: () => Promise.reject(new Error('secret detail')),
        getRuntime: () => Promise.reject(new RangeError('mine')),
      },
      {
        translateError: (error) =>
          error instanceof RangeError ? kitError('INVALID_ARGUMENT', error.message) : error,
      },
    );
    const client = dial(server);
    await expect(client.getBlock(BEST, DEADLINE)).rejects.toMatchObject({
      code: 'QUEUE_FULL',
      data: { limit: 3 },
    });
    const account = client.getAccount({ accountId: Buffer.alloc(32), block: undefined }, DEADLINE);
    await expect(account).rejects.toMatchObject({
      code: 'INTERNAL',
      message: expect.not.stringContaining('secret') as unknown,
    });
    await expect(client.getRuntime(BEST, DEADLINE)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  });

  it('end at the client’s deadline, and the handler hears of it', async () => {
    const aborted = withResolvers();
    const server = await serve({
      getBlock: (_request, { signal }) => {
        signal.addEventListener('abort', () => aborted.resolve());
        return new Promise(() => undefined);
      },
    });
    // Long enough for a busy machine to bring the call to the handler first.
    await expect(dial(server).getBlock(BEST, { deadlineMs: 1_500 })).rejects.toMatchObject({
      code: 'DEADLINE_EXCEEDED',
    });
    await aborted.promise;
  });

  it('end at the server’s own limit where the client asks for more', async () => {
    const server = await serve({ getBlock: () => new Promise(() => undefined) }, { maxUnaryMs: 50 });
    await expect(dial(server).getBlock(BEST, DEADLINE)).rejects.toMatchObject({
      code: 'DEADLINE_EXCEEDED',
      data: { ms: 50 },
    });
  });

  it.each([0, -1, Number.NaN, Infinity, undefined])('refuse the deadline %s', async (deadlineMs) => {
    const client = dial(await serve());
    expect(() => client.getBlock(BEST, { deadlineMs: deadlineMs as number })).toThrow(
      /deadlineMs: expected milliseconds/,
    );
  });

  it('are cancelled by the caller', async () => {
    const client = dial(await serve({ getBlock: () => new Promise(() => undefined) }));
    const controller = new AbortController();
    const call = client.getBlock(BEST, { ...DEADLINE, signal: controller.signal });
    setTimeout(() => controller.abort(), 20);
    await expect(call).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  it('beyond the limit are refused at once', async () => {
    const server = await serve({ getBlock: () => new Promise(() => undefined) }, { maxCalls: 2 });
    const client = dial(server);
    void client.getBlock(BEST, { deadlineMs: 500 }).catch(() => undefined);
    void client.getBlock(BEST, { deadlineMs: 500 }).catch(() => undefined);
    await expect(client.getBlock(BEST, DEADLINE)).rejects.toMatchObject({
      code: 'TOO_MANY_CALLS',
      data: { limit: 2 },
    });
  });

  it('refuse messages over the limit', async () => {
    const server = await serve({}, { maxMessageBytes: 1_000 });
    const call = dial(server).submitExtrinsic({ extrinsic: Buffer.alloc(2_000) }, DEADLINE);
    await expect(call).rejects.toMatchObject({ status: 'RESOURCE_EXHAUSTED' });
  });
});

describe('streams', () => {
  it('arrive whole and in order, no faster than they are read', async () => {
    let sent = 0;
    const server = await serve({
      async *streamBlocks() {
        for (; sent < 3_000; sent += 1) yield await Promise.resolve({ block: blockOf(BigInt(sent)) });
      },
    });
    const seen: bigint[] = [];
    for await (const { block } of dial(server).streamBlocks(
      { includeUnfinalized: false },
      { idleMs: 5_000 },
    )) {
      seen.push(block?.header?.number ?? -1n);
      if (seen.length === 1) await new Promise((resolve) => setTimeout(resolve, 100));
      if (seen.length === 1) expect(sent).toBeLessThan(3_000);
    }
    expect(seen).toEqual(Array.from({ length: 3_000 }, (_, i) => BigInt(i)));
  });

  it('end with an error’s code after the items before it', async () => {
    const server = await serve({
      async *streamBlocks() {
        yield await Promise.resolve({ block: undefined });
        throw kitError('STREAM_GAP', 'blocks: gone', { from: 1 });
      },
    });
    let items = 0;
    const reading = (async () => {
      for await (const _ of dial(server).streamBlocks({ includeUnfinalized: false }, { idleMs: 5_000 }))
        items += 1;
    })();
    await expect(reading).rejects.toMatchObject({ code: 'STREAM_GAP', data: { from: 1 } });
    expect(items).toBe(1);
  });

  it('that fall silent end, and the handler hears of it when the reader leaves', async () => {
    const left = withResolvers();
    const server = await serve({
      async *streamBlocks(_request, { signal }) {
        signal.addEventListener('abort', () => left.resolve());
        yield { block: undefined };
        await new Promise(() => undefined);
      },
    });
    const reading = (async () => {
      for await (const _ of dial(server).streamBlocks({ includeUnfinalized: false }, { idleMs: 100 }));
    })();
    await expect(reading).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
    await left.promise;
  });

  it('stop the handler when the reader breaks off', async () => {
    const left = withResolvers();
    const server = await serve({
      async *streamBlocks(_request, { signal }) {
        signal.addEventListener('abort', () => left.resolve());
        for (;;) {
          await new Promise((resolve) => setTimeout(resolve, 1));
          yield { block: undefined };
        }
      },
    });
    for await (const _ of dial(server).streamBlocks({ includeUnfinalized: false }, { idleMs: 1_000 })) break;
    await left.promise;
  });
});

describe('retries', () => {
  it('only of idempotent methods', async () => {
    let calls = 0;
    const flaky = () => {
      calls += 1;
      return calls % 2 ? Promise.reject(kitError('UNAVAILABLE', 'x')) : Promise.resolve({ block: undefined });
    };
    const server = await serve({ getBlock: flaky });
    const client = dial(server, { idempotent: ['getBlock'], retryPauseMs: 1 });
    await expect(client.getBlock(BEST, DEADLINE)).resolves.toEqual({ block: undefined });
    await expect(dial(server).getBlock(BEST, DEADLINE)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });

  it('nobody there: UNAVAILABLE, not a hang', async () => {
    const server = await serve();
    const client = dial(server);
    await server.stop();
    await expect(client.getBlock(BEST, DEADLINE)).rejects.toMatchObject({ status: 'UNAVAILABLE' });
  });
});
