/** Rounds over the real bus: workers come, go and die, and each round is one result. */
import { keyFromUri, type Key } from '@yumanet/chain-client';
import { silentLogger, type WorkQueue } from '@yumanet/service-kit';
import type { ScoringJob } from '@yumanet/proto/validator/v1';
import type { AnyMechanism } from '@yumanet/subnet-kit';
import { LightAxon } from '@yumanet/subnet-kit/testing';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { useNats } from '../../test/nats.js';
import type { Metagraph } from '../metagraph/metagraph.js';
import { conductRound, type Conducted, type Conductor } from './conduct-round.js';
import { latenciesOf, toldRound } from './round-result.js';
import { RoundStore } from './round-store.js';
import { openScoringQueue } from './scoring-queue.js';
import { ScoringWorker } from './scoring-worker.js';

const MINERS = 12;
const SLOW = [1, 6, 11];
const QUERY_MS = 600;
const text = {
  encode: (said: unknown) => Buffer.from(String(said)),
  decode: (bytes: Uint8Array) => Buffer.from(bytes).toString(),
};
/** Asks for a word of the seed, and takes every answer at its word. */
const mechanism = {
  name: 'echo',
  version: 1,
  task: {
    codec: text,
    make: (seed: string, hotkeys: readonly string[]) =>
      Promise.resolve({ asks: new Map(hotkeys.map((who) => [who, `${seed} ${who}`])), secret: seed }),
  },
  handler: { codec: text },
  score: {
    score: (_: unknown, answers: ReadonlyMap<string, string>) =>
      new Map([...answers].map(([who, worth]) => [who, Number(worth.split('|')[0])])),
  },
} as unknown as AnyMechanism;

const NETWORK = 'local';
/** With no more than a validator may. */
const nats = useNats(NETWORK);
const axons: LightAxon[] = [];
let key: Key;
let keys: Key[];
let netuid = 0;
/** Bytes that each answer has more. */
let padding = 0;

beforeAll(async () => {
  key = await keyFromUri('//Charlie');
  keys = await Promise.all(Array.from({ length: MINERS }, (_, uid) => keyFromUri(`//miner//${uid}`)));
  for (const [uid, signer] of keys.entries())
    axons.push(
      await LightAxon.open({
        signer,
        answer: async () => {
          if (SLOW.includes(uid)) await new Promise((resolve) => setTimeout(resolve, 2 * QUERY_MS));
          return Buffer.from(`${uid / MINERS}|${'x'.repeat(padding)}`);
        },
      }),
    );
});
afterAll(() => Promise.all(axons.map((axon) => axon.stop())));

let own: { network: string; replicas: number; netuid: number; hotkey: string };
let conductor: Conductor & { queue: WorkQueue<ScoringJob> };
const fatal: unknown[] = [];
let ending = new AbortController();
afterEach(() => ending.abort());

beforeEach(async () => {
  ending = new AbortController();
  padding = 0;
  netuid += 1;
  own = { network: NETWORK, replicas: 1, netuid, hotkey: key.address };
  conductor = {
    ...own,
    store: await RoundStore.open(nats.bus(), own, ending.signal),
    queue: await openScoringQueue(nats.bus(), own),
    clock: nats.bus().clock,
    ...{ queryMs: QUERY_MS, queryConcurrency: 4, partMiners: 2 },
  };
});

async function worker(more: Partial<ConstructorParameters<typeof ScoringWorker>[0]> = {}) {
  const made = new ScoringWorker({
    ...{ ...own, hotkey: key, bus: nats.bus(), mechanism, logger: silentLogger(), queryRetries: 1 },
    ...{ queryConcurrency: 4, partMiners: 2, onFatal: (error) => void fatal.push(error), ...more },
  });
  await made.start();
  return made;
}
async function end(...workers: readonly ScoringWorker[]) {
  for (const each of workers) await each.drain().then(() => each.stop());
  expect(fatal).toEqual([]);
}

const metagraph = (block: number): Metagraph => ({
  ...{ netuid, block, minAllowedWeights: 1, maxWeightsLimit: 65_535 },
  neurons: keys.map(({ address: hotkey }, uid) => ({
    ...{ uid, hotkey, registeredAt: 1 },
    axon: { address: axons[uid]!.address, servedAt: 2, protocol: 'grpc' as const },
  })),
});
const conduct = (block: number, lastMs: ReadonlyMap<string, number> = new Map()): Promise<Conducted> =>
  conductRound(conductor, metagraph(block), new Map(), lastMs, AbortSignal.timeout(30_000));
const QUICK = Array.from({ length: MINERS }, (_, uid) => uid).filter((uid) => !SLOW.includes(uid));

function expectRound(conducted: Conducted): void {
  const { queries } = toldRound(conducted);
  expect(queries.map(({ uid }) => uid)).toEqual(keys.map((_, uid) => uid));
  expect(queries.filter(({ error }) => error === '').map(({ uid }) => uid)).toEqual(QUICK);
  for (const uid of QUICK) expect(queries[uid]?.score).toBe(uid / MINERS);
  for (const uid of SLOW) expect(queries[uid]).toMatchObject({ error: 'DEADLINE_EXCEEDED', score: 0 });
}

it('two workers make one round of it; the slow are in parts of their own the next time', async () => {
  const workers = [await worker(), await worker()];
  const first = await conduct(10);
  expectRound(first);
  const before = axons.map(({ asked }) => asked);
  const next = await conduct(20, latenciesOf(first));
  expectRound(next);
  expect(axons.map(({ asked }, i) => asked - before[i]!)).toEqual(keys.map(() => 1));
  // One watch hears of all rounds.
  const { state } = await nats.bus().manager.streams.info(`KV_yumanet-${own.network}-rounds`);
  expect(state.consumer_count).toBe(1);
  expect(await conductor.queue.waiting()).toBe(0);
  await end(...workers);
});

it('the same as whichever worker; answers too large for a row travel as objects, and are gone after', async () => {
  padding = 300_000;
  const alone = await worker();
  expectRound(await conduct(10));
  const bus = nats.bus();
  const { state } = await bus.manager.streams.info(`OBJ_yumanet-${own.network}-round-parts`);
  const rows = await bus.manager.streams.info(`KV_yumanet-${own.network}-rounds`);
  expect(rows.state.messages).toBe(0);
  // The library keeps a note of a deleted object.
  expect(state.bytes).toBeLessThan(10_000);
  await end(alone);
});

it('a worker that dies in the middle: its part is done by another, the round is one result', async () => {
  const doomed = await nats.connect();
  let taken = 0;
  const lost = (await openScoringQueue(doomed, own)).work(
    () => {
      taken += 1;
      return new Promise(() => undefined);
    },
    { concurrency: 2, jobMs: 60_000, signal: AbortSignal.timeout(2_000) },
  );
  const round = conduct(10);
  await expect.poll(() => taken).toBe(2);
  // As kill -9: nothing is given back.
  await doomed.stop();
  const alive = await worker();
  expectRound(await round);
  await end(alive);
  await lost;
});

it('a verdict that is written twice counts once', async () => {
  const { store } = conductor;
  const verdict = { miners: [], worker: 'first', objects: [] };
  expect(await (store as RoundStore).putVerdict('r', verdict)).toBe(true);
  expect(await (store as RoundStore).putVerdict('r', { ...verdict, worker: 'second' })).toBe(false);
  expect(await store.verdict('r')).toEqual(verdict);
  const part = { answers: [], worker: 'first' };
  expect(await (store as RoundStore).putAnswers('r', 0, part)).toBe(true);
  expect(await (store as RoundStore).putAnswers('r', 0, { ...part, worker: 'second' })).toBe(false);
  expect((await (store as RoundStore).answers('r', 0))?.value).toEqual(part);
});

it('the bus restarts in the middle of a round', async () => {
  const alive = await worker();
  const round = conduct(10);
  await expect.poll(() => conductor.queue.waiting()).toBeGreaterThan(0);
  await nats.server.kill('SIGKILL');
  await nats.server.start();
  expectRound(await round);
  await end(alive);
});
