/** Two services with one stream of verdicts, on a real bus. */
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

const open = (keep = 100, store = new VerdictStore(keep)): Promise<VerdictLog> =>
  VerdictLog.open({ bus, stream: STREAM, store, keep }, new AbortController().signal);

const verdictOf = (block: number, verdict = Verdict.VERDICT_EQUAL, netuid = 1): EpochVerdict =>
  EpochVerified.fromPartial({
    verdict: { netuid, block: BigInt(block), blockHash: Buffer.alloc(32, block), verdict },
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
  const other = verdictOf(10, Verdict.VERDICT_UNVERIFIABLE);
  expect(await behind.put(other)).toEqual(verdictOf(10));
  for (const block of [20, 30, 40]) expect(await behind.put(verdictOf(block))).toEqual(verdictOf(block));
  for (const block of [40, 50]) expect(await ahead.put(verdictOf(block))).toEqual(verdictOf(block));
  expect(await published()).toEqual([10, 20, 30, 40, 50]);
});

it('all at once publish each epoch once', async () => {
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

it('goes on with a stream that was made anew, and reads what is in it', async () => {
  const log = await open();
  for (const block of [10, 20, 30]) await log.put(verdictOf(block));
  await bus.manager.streams.delete(TOPIC.stream);
  const other = await open();
  for (const block of [35, 40]) await other.put(verdictOf(block, Verdict.VERDICT_UNVERIFIABLE));
  // Only a conflict tells that it is another stream: fewer messages than are known.
  for (const block of [35, 40])
    expect((await log.put(verdictOf(block))).verdict).toBe(Verdict.VERDICT_UNVERIFIABLE);
  expect(await log.put(verdictOf(50))).toEqual(verdictOf(50));
  expect(await published()).toEqual([35, 40, 50]);
});

it('the oldest of the stream may be gone', async () => {
  const [ahead, behind] = [await open(), await open()];
  for (const block of [10, 20, 30]) await ahead.put(verdictOf(block));
  await bus.manager.streams.purge(TOPIC.stream, { seq: 3 });
  expect(await behind.put(verdictOf(30))).toEqual(verdictOf(30));
  expect(await behind.put(verdictOf(40))).toEqual(verdictOf(40));
  const { state } = await bus.manager.streams.info(TOPIC.stream);
  expect([state.first_seq, state.last_seq]).toEqual([3, 4]);
});

it('a start reads all of the last block, however few are kept, and ends at a message that is none', async () => {
  const log = await open();
  for (const netuid of [1, 2]) await log.put(verdictOf(10, Verdict.VERDICT_EQUAL, netuid));
  await bus.jetstream.publish(TOPIC.subject, Uint8Array.of(255));
  const store = new VerdictStore(1);
  const again = await open(1, store);
  expect(store.first).toEqual(verdictOf(10, Verdict.VERDICT_EQUAL, 2));
  const own = verdictOf(10, Verdict.VERDICT_DIFFERENT, 1);
  expect(await again.put(own)).toEqual(verdictOf(10, Verdict.VERDICT_EQUAL, 1));
  const { state } = await bus.manager.streams.info(TOPIC.stream);
  expect(state.last_seq).toBe(3);
});
