/** Two services with one stream of verdicts, on a real bus that forgets ids at once. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { topicsOf } from '@yumanet/proto';
import { EpochVerified, Verdict, type EpochVerdict } from '@yumanet/proto/emission/v1';
import { Bus, NatsServerProcess, ensureNatsServer } from '@yumanet/service-kit';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { VerdictLog } from './verdict-log.js';
import { VerdictStore } from './verdict-store.js';

const GENESIS = Buffer.alloc(32, 7);
const STREAM = { network: 'test', replicas: 1, genesisHash: GENESIS };
const TOPIC = topicsOf('test').epochVerified;
const folder = mkdtempSync(join(tmpdir(), 'yumanet-verdicts-'));
const nats = new NatsServerProcess({ dir: join(folder, 'nats') });
let bus: Bus;

beforeAll(async () => {
  ensureNatsServer();
  await nats.start();
  bus = new Bus({ servers: [nats.url], connectionName: 'test', requestMs: 3_000 });
  await bus.start();
});
afterAll(async () => {
  await bus.stop();
  await nats.stop();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => bus.manager.streams.delete(TOPIC.stream).catch(() => undefined));

async function open(): Promise<VerdictLog> {
  const log = await VerdictLog.open(bus, STREAM, new VerdictStore(100), 100, new AbortController().signal);
  // The least that the server takes: an id is forgotten before the next test step.
  await bus.manager.streams.update(TOPIC.stream, { duplicate_window: 100_000_000 });
  return log;
}

const idsForgotten = () => new Promise((resolve) => setTimeout(resolve, 400));

const verdictOf = (block: number, verdict = Verdict.VERDICT_EQUAL): EpochVerdict =>
  EpochVerified.fromPartial({
    verdict: { netuid: 1, block: BigInt(block), blockHash: Buffer.alloc(32, block), verdict },
  }).verdict!;

async function published(): Promise<number[]> {
  const { state } = await bus.manager.streams.info(TOPIC.stream);
  const blocks: number[] = [];
  for (let seq = 1; seq <= state.last_seq; seq++) {
    const stored = await bus.manager.streams.getMessage(TOPIC.stream, { seq });
    blocks.push(Number(EpochVerified.decode(stored!.data).verdict!.block));
  }
  return blocks;
}

it('of two services the first to publish counts, however far behind the other is', async () => {
  const [ahead, behind] = [await open(), await open()];
  for (const block of [10, 20, 30]) expect(await ahead.put(verdictOf(block))).toEqual(verdictOf(block));
  await idsForgotten();
  const other = verdictOf(10, Verdict.VERDICT_UNVERIFIABLE);
  expect(await behind.put(other)).toEqual(verdictOf(10));
  for (const block of [20, 30, 40]) expect(await behind.put(verdictOf(block))).toEqual(verdictOf(block));
  await idsForgotten();
  for (const block of [40, 50]) expect(await ahead.put(verdictOf(block))).toEqual(verdictOf(block));
  expect(await published()).toEqual([10, 20, 30, 40, 50]);
});

it('both at once publish each epoch once', async () => {
  const logs = [await open(), await open(), await open()];
  for (let block = 1; block <= 20; block++) {
    const counts = await Promise.all(logs.map((log) => log.put(verdictOf(block))));
    expect(counts).toEqual(logs.map(() => verdictOf(block)));
  }
  expect(await published()).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
});

it('a publication without an answer is not repeated', async () => {
  const log = await open();
  await log.put(verdictOf(10));
  // As if the answer to this one were lost: it is on the bus, and the log does not know.
  await bus.jetstream.publish(
    TOPIC.subject,
    EpochVerified.encode({ genesisHash: GENESIS, verdict: verdictOf(20) }).finish(),
  );
  expect(await log.put(verdictOf(20))).toEqual(verdictOf(20));
  expect(await log.put(verdictOf(30))).toEqual(verdictOf(30));
  expect(await published()).toEqual([10, 20, 30]);
});

it('what is no verdict of this chain is passed over', async () => {
  const log = await open();
  await bus.jetstream.publish(TOPIC.subject, Uint8Array.of(255));
  const foreign = { genesisHash: Buffer.alloc(32, 8), verdict: verdictOf(10) };
  await bus.jetstream.publish(TOPIC.subject, EpochVerified.encode(foreign).finish());
  const own = verdictOf(10, Verdict.VERDICT_DIFFERENT);
  expect(await log.put(own)).toEqual(own);
  const { state } = await bus.manager.streams.info(TOPIC.stream);
  expect(state.last_seq).toBe(3);
});

it('goes on with a stream that was made anew', async () => {
  const log = await open();
  for (const block of [10, 20]) await log.put(verdictOf(block));
  await bus.manager.streams.delete(TOPIC.stream);
  const other = await open();
  await other.put(verdictOf(25));
  expect(await log.put(verdictOf(30))).toEqual(verdictOf(30));
  expect(await published()).toEqual([25, 30]);
});
