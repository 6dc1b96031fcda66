import { GetBlockRequest } from '@yumanet/proto/chain/v1';
import { beforeEach, describe, expect, it } from 'vitest';
import { useNats } from '../../test/nats-harness.js';
import { kitError, type KitErrorCode } from '../errors.js';
import type { Bus } from './bus.js';
import { deadLetterReason } from './dead-letter.js';
import { WorkQueue, type Job, type WorkQueueOptions } from './work-queue.js';

const nats = useNats();
let bus: Bus;
let queue: WorkQueue<GetBlockRequest>;
let counter = 0;
let name = '';

async function makeQueue(own: Partial<WorkQueueOptions<GetBlockRequest>> = {}) {
  name = `q${(counter += 1)}`;
  queue = await WorkQueue.create(bus, {
    name,
    subject: `${name}.job`,
    type: GetBlockRequest,
    backoff: { initialMs: 20, maxMs: 40 },
    ...own,
  });
}

beforeEach(async () => {
  bus = await nats.connect();
  await makeQueue();
});

const job = (n: number): GetBlockRequest => ({ block: { ref: { $case: 'number', number: BigInt(n) } } });
const numberOf = ({ block }: GetBlockRequest) =>
  block?.ref?.$case === 'number' ? Number(block.ref.number) : -1;

/** Works until `until` holds, then stops and waits for the end. */
async function workUntil(
  handler: (n: number, job: Job) => Promise<void>,
  until: () => boolean | Promise<boolean>,
  options: { concurrency?: number; jobMs?: number } = {},
) {
  const controller = new AbortController();
  const working = queue.work((message, given) => handler(numberOf(message), given), {
    concurrency: 4,
    jobMs: 5_000,
    signal: controller.signal,
    ...options,
  });
  await expect.poll(until, { timeout: 10_000 }).toBe(true);
  controller.abort();
  await working;
}

async function deadLetters() {
  const { state } = await bus.manager.streams.info(`${name}-dead`);
  const letters = [];
  for (let seq = state.first_seq; state.messages > 0 && seq <= state.last_seq; seq += 1) {
    const message = await bus.manager.streams.getMessage(`${name}-dead`, { seq });
    letters.push({ ...deadLetterReason(message?.header), data: message?.data });
  }
  return letters;
}

describe('WorkQueue', () => {
  it('does each job once, at most `concurrency` at a time', async () => {
    for (let n = 0; n < 30; n += 1) await queue.push(job(n), `j${n}`);
    await queue.push(job(0), 'j0');
    const done: number[] = [];
    let underWay = 0;
    let most = 0;
    await workUntil(
      async (n) => {
        most = Math.max(most, (underWay += 1));
        await new Promise((resolve) => setTimeout(resolve, 5));
        underWay -= 1;
        done.push(n);
      },
      async () => done.length >= 30 && (await queue.waiting()) === 0,
      { concurrency: 3 },
    );
    expect(done.sort((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, i) => i));
    expect(most).toBe(3);
  });

  it('shares jobs between workers', async () => {
    for (let n = 0; n < 20; n += 1) await queue.push(job(n), `j${n}`);
    const seen: [string, number][] = [];
    const controller = new AbortController();
    const worker = (who: string) =>
      queue.work(
        async (message) => {
          await new Promise((resolve) => setTimeout(resolve, 10));
          seen.push([who, numberOf(message)]);
        },
        { concurrency: 2, jobMs: 1_000, signal: controller.signal },
      );
    const both = [worker('a'), worker('b')];
    await expect.poll(() => seen.length, { timeout: 10_000 }).toBe(20);
    controller.abort();
    await Promise.all(both);
    expect(new Set(seen.map(([, n]) => n)).size).toBe(20);
    expect(new Set(seen.map(([who]) => who)).size).toBe(2);
  });

  it('tries a failed job again, with its attempt', async () => {
    await queue.push(job(1), 'j');
    const attempts: number[] = [];
    await workUntil(
      (_n, { attempt }) => {
        attempts.push(attempt);
        return attempt < 3 ? Promise.reject(new Error('not yet')) : Promise.resolve();
      },
      async () => (await queue.waiting()) === 0,
    );
    expect(attempts).toEqual([1, 2, 3]);
    expect(await deadLetters()).toEqual([]);
  });

  it('buries a job that failed too often, with reason and attempts', async () => {
    await makeQueue({ maxAttempts: 2 });
    await queue.push(job(7), 'j');
    await workUntil(
      () => Promise.reject(kitError('UNAVAILABLE', 'model: expected an answer, got none')),
      async () => (await queue.waiting()) === 0,
    );
    const [letter] = await deadLetters();
    expect(letter).toMatchObject({
      code: 'UNAVAILABLE',
      reason: 'model: expected an answer, got none',
      attempts: 2,
    });
    expect(numberOf(GetBlockRequest.decode(letter?.data ?? new Uint8Array()))).toBe(7);
  });

  it.each<KitErrorCode>(['INVALID_ARGUMENT', 'PERMISSION_DENIED'])(
    'buries at once what %s would repeat',
    async (code) => {
      await queue.push(job(1), 'j');
      let attempts = 0;
      await workUntil(
        () => {
          attempts += 1;
          return Promise.reject(kitError(code, 'x'));
        },
        async () => (await queue.waiting()) === 0,
      );
      expect(attempts).toBe(1);
      expect(await deadLetters()).toMatchObject([{ code, attempts: 1 }]);
    },
  );

  it('buries bytes that are no job, and goes on', async () => {
    await bus.jetstream.publish(`${name}.job`, Uint8Array.from([0x0a, 0x7f]));
    await queue.push(job(1), 'j');
    const done: number[] = [];
    await workUntil(
      (n) => Promise.resolve(void done.push(n)),
      async () => (await queue.waiting()) === 0,
    );
    expect(done).toEqual([1]);
    expect(await deadLetters()).toMatchObject([{ code: 'BAD_MESSAGE' }]);
  });

  it('ends a job at its deadline and tries again', async () => {
    await queue.push(job(1), 'j');
    let attempts = 0;
    await workUntil(
      () => ((attempts += 1) === 1 ? new Promise(() => undefined) : Promise.resolve()),
      async () => (await queue.waiting()) === 0,
      { jobMs: 50 },
    );
    expect(attempts).toBe(2);
  });

  it('keeps a long job from being given to another', async () => {
    await makeQueue({ ackWaitMs: 300 });
    await queue.push(job(1), 'j');
    let attempts = 0;
    await workUntil(
      async () => {
        attempts += 1;
        await new Promise((resolve) => setTimeout(resolve, 1_200));
      },
      async () => (await queue.waiting()) === 0,
    );
    expect(attempts).toBe(1);
  });

  it('gives a job of a dead worker to another', async () => {
    await makeQueue({ ackWaitMs: 300 });
    await queue.push(job(1), 'j');
    const dying = await nats.connect();
    const consumer = await dying.jetstream.consumers.get(name, name);
    expect(await consumer.next({ expires: 2_000 })).not.toBeNull();
    await dying.stop();
    const attempts: number[] = [];
    await workUntil(
      (_n, { attempt }) => Promise.resolve(void attempts.push(attempt)),
      async () => (await queue.waiting()) === 0,
    );
    expect(attempts).toEqual([2]);
  });

  it('a worker that stops gives its jobs back without blame', async () => {
    await makeQueue({ maxAttempts: 1 });
    await queue.push(job(1), 'j');
    let started = false;
    await workUntil(
      () => {
        started = true;
        return new Promise(() => undefined);
      },
      () => started,
    );
    expect(await queue.waiting()).toBe(1);
    expect(await deadLetters()).toEqual([]);
  });

  it('is bounded: a full queue refuses', async () => {
    await makeQueue({ maxWaiting: 2 });
    await queue.push(job(1), 'a');
    await queue.push(job(2), 'b');
    await expect(queue.push(job(3), 'c')).rejects.toMatchObject({ code: 'QUEUE_FULL' });
  });

  it('goes on when the server dies and comes back', async () => {
    const done = new Set<number>();
    const controller = new AbortController();
    const working = queue.work((message) => Promise.resolve(void done.add(numberOf(message))), {
      concurrency: 2,
      jobMs: 1_000,
      signal: controller.signal,
    });
    await queue.push(job(1), 'a');
    await expect.poll(() => done.has(1), { timeout: 5_000 }).toBe(true);
    await nats.server.kill('SIGKILL');
    await nats.server.start();
    await bus.connected(AbortSignal.timeout(5_000));
    await queue.push(job(2), 'b');
    await expect.poll(() => done.has(2), { timeout: 20_000 }).toBe(true);
    controller.abort();
    await working;
  });
});

describe('queues that share a stream', () => {
  const shared = (own: string) => ({
    name: 'shared',
    subject: `shared.due.${own}`,
    shared: { subjects: 'shared.due.*', dead: 'shared.dead', consumer: own },
    type: GetBlockRequest,
    maxWaiting: 2,
  });
  const done = async (of: WorkQueue<GetBlockRequest>, count: number): Promise<number[]> => {
    const controller = new AbortController();
    const seen: number[] = [];
    const working = of.work((message) => Promise.resolve(void seen.push(numberOf(message))), {
      ...{ concurrency: 2, jobMs: 5_000, signal: controller.signal },
    });
    await expect.poll(() => seen.length, { timeout: 5_000 }).toBe(count);
    controller.abort();
    await working;
    return seen;
  };

  it('each has its own workers, its own bound, and is cleared alone', async () => {
    const [a, b] = [await WorkQueue.create(bus, shared('a')), await WorkQueue.create(bus, shared('b'))];
    await a.push(job(1), 'a1');
    await a.push(job(2), 'a2');
    await expect(a.push(job(3), 'a3')).rejects.toMatchObject({ code: 'QUEUE_FULL' });
    await b.push(job(4), 'b4');
    expect([await a.waiting(), await b.waiting()]).toEqual([2, 1]);
    expect(await done(b, 1)).toEqual([4]);
    expect([await a.waiting(), await b.waiting()]).toEqual([2, 0]);
    await b.push(job(5), 'b5');
    await a.clear();
    expect([await a.waiting(), await b.waiting()]).toEqual([0, 1]);
    expect(await done(b, 1)).toEqual([5]);
  });
});
