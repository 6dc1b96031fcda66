/**
 * The two followers of final blocks over a real bus on which somebody publishes what no chain did: malformed, oversize,
 * forged, out-of-order and replayed messages.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Header, blake2_256, fromHex, toHex } from '@yumanet/frame';
import { topicsOf } from '@yumanet/proto';
import { BlockFinalized } from '@yumanet/proto/chain/v1';
import { Verdict } from '@yumanet/proto/emission/v1';
import {
  Bus,
  Health,
  NatsServerProcess,
  Publisher,
  ServiceError,
  createMetrics,
  ensureNatsServer,
  ensureStream,
  silentLogger,
} from '@yumanet/service-kit';
import { readBlockMoney, readEconomy, type EconomyState } from '@yumanet/subtensor';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { paidChain } from '../../test/paid-chain.js';
import { paidAfter } from '../ledger/block-ledger.js';
import { LedgerFollower } from '../ledger/ledger-follower.js';
import { LmdbLedgerStore } from '../ledger/lmdb-ledger-store.js';
import type { EconomyAt } from '../ledger/source/read-economy-at.js';
import { emissionMetrics, followMetrics, ledgerMetrics } from '../metrics.js';
import { VerdictStore } from '../verdicts/verdict-store.js';
import { EpochFollower } from './epoch-follower.js';

const GENESIS = Buffer.alloc(32, 7);
const TOPIC = topicsOf('test').blockFinalized;
const STREAM = { network: 'test', replicas: 1, genesisHash: GENESIS };
const folder = mkdtempSync(join(tmpdir(), 'yumanet-follow-'));
const nats = new NatsServerProcess({ dir: join(folder, 'nats') });
const store = new LmdbLedgerStore(join(folder, 'ledger'));
let bus: Bus;

beforeAll(async () => {
  ensureNatsServer();
  await nats.start();
  bus = new Bus({ servers: [nats.url], connectionName: 'test', requestMs: 3_000 });
  await bus.start();
  await ensureStream(bus, { name: TOPIC.stream, subjects: [TOPIC.subject] });
});
afterAll(async () => {
  await bus.stop();
  await nats.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Blocks of a paid chain as they are published, with the state after each; the epoch in each is made up. */
function blocksOf(count: number) {
  const chain = paidChain({ subnets: 2, validators: 2, miners: 2, tempo: 4 });
  const states = new Map<string, EconomyAt>();
  let before: EconomyState | undefined;
  const messages = Array.from({ length: count }, () => {
    const { header, hash } = chain.block();
    const state = readEconomy(chain.ctx, before ? paidAfter(before) : []);
    states.set(hash, { state, money: readBlockMoney(chain.ctx) });
    before = state;
    return messageOf(chain.number, hash, chain.encode(Header, header));
  });
  /** As somebody would have it who changes what was final. */
  const rivalOf = (message: BlockFinalized | undefined): BlockFinalized => {
    const header = chain.decode(Header, message!.block!.header!.encoded);
    const encoded = chain.encode(Header, { ...header, state_root: 'ee'.repeat(32) });
    return messageOf(header.number, toHex(blake2_256(encoded)), encoded);
  };
  return { messages, states, rivalOf, first: chain.number - count + 1 };
}

function messageOf(number: number, hash: string, encoded: Uint8Array, genesisHash = GENESIS): BlockFinalized {
  const nothing = Buffer.alloc(32);
  return {
    genesisHash,
    block: {
      header: {
        number: BigInt(number),
        hash: Buffer.from(fromHex(hash)),
        encoded: Buffer.from(encoded),
        ...{ parentHash: nothing, stateRoot: nothing, extrinsicsRoot: nothing },
      },
      ...{ extrinsics: [], events: Buffer.alloc(0), finalized: true },
      epochs: [{ netuid: 1, snapshotDigest: Buffer.alloc(32, number) }],
    },
  };
}

const publish = (bytes: Uint8Array): Promise<unknown> => bus.jetstream.publish(TOPIC.subject, bytes);
const send = (message: BlockFinalized) => publish(BlockFinalized.encode(message).finish());

function followers(readAt: (hash: string) => Promise<EconomyAt>) {
  const registry = createMetrics({ service: 'test', version: '1' });
  const verdicts = new VerdictStore(100);
  const fatal: unknown[] = [];
  const verified: number[] = [];
  const common = {
    bus,
    logger: silentLogger(),
    health: new Health(),
    followed: followMetrics(registry),
    stream: () => Promise.resolve(STREAM),
    onFatal: (error: unknown) => fatal.push(error),
  };
  const ledger = new LedgerFollower({
    ...common,
    store,
    metrics: ledgerMetrics(registry),
    readAt,
    onAudit: () => undefined,
  });
  const epochs = new EpochFollower({
    ...common,
    store: verdicts,
    keep: 100,
    metrics: emissionMetrics(registry),
    verify: ({ block }) => {
      verified.push(block);
      return Promise.resolve({ kind: 'unverifiable', code: 'STATE_DISCARDED', detail: 'as this test says' });
    },
  });
  const refused = async (): Promise<Record<string, number>> => {
    const { values } = await common.followed.refused.get();
    return Object.fromEntries(values.map(({ labels, value }) => [`${labels.by} ${labels.code}`, value]));
  };
  return { ledger, epochs, verdicts, fatal, verified, refused };
}

it('what is no block is refused by name, every block is in the books once, and each epoch verified once', async () => {
  const { messages, states, rivalOf, first } = blocksOf(8);
  const readAt = (hash: string): Promise<EconomyAt> => {
    const found = states.get(hash);
    if (found !== undefined) return Promise.resolve(found);
    return Promise.reject(new ServiceError('BLOCK_UNKNOWN', 'NOT_FOUND', `block ${hash}: not of this chain`));
  };
  const run = followers(readAt);
  await run.ledger.start();
  await run.epochs.start();
  const [a, b, c, d, e, f, , h] = messages as [BlockFinalized, ...BlockFinalized[]] & BlockFinalized[];
  const changed = (message: BlockFinalized, header: object, block: object = {}): BlockFinalized => ({
    ...message,
    block: { ...message.block!, ...block, header: { ...message.block!.header!, ...header } },
  });
  await send(a);
  await send(b!);
  // Malformed, oversize, and of another chain.
  await publish(Buffer.from('no message at all'));
  await publish(Buffer.alloc(900_000, 0xff));
  await send({ genesisHash: GENESIS, block: undefined });
  await send({ ...c!, genesisHash: Buffer.alloc(32, 8) });
  await send(changed(c!, { encoded: Buffer.alloc(500_000) }));
  const oversize = changed(
    c!,
    {},
    { events: Buffer.alloc(6_000_000), epochs: [{ netuid: 1, snapshotDigest: Buffer.alloc(0) }] },
  );
  await new Publisher(bus, TOPIC).publish(oversize, { messageId: 'through the bucket of objects' });
  await send(changed(c!, { number: 0n }));
  await send(changed(c!, { number: 2n ** 40n }));
  await send(changed(c!, {}, { epochs: [{ netuid: 70_000, snapshotDigest: Buffer.alloc(32) }] }));
  await send(changed(c!, {}, { epochs: [{ netuid: 1, snapshotDigest: Buffer.alloc(31) }] }));
  // A known block under a number that it does not have, and a rival of one that is in the books.
  await send(changed(h!, { number: BigInt(first + 2) }));
  await send(rivalOf(b));
  // Replayed; then the fifth before the fourth.
  for (const message of [a, b!, c!, c!, e!, d!, a, f!, e!]) await send(message);
  const last = first + 5;
  await expect.poll(async () => (await store.head())?.block).toBe(last);
  await expect.poll(() => run.verdicts.find(1, BigInt(last))).toBeDefined();
  await expect.poll(async () => (await bus.manager.streams.info(TOPIC.stream)).state.last_seq).toBe(23);

  const audits = await store.audits(0, last, 100);
  expect(audits.map(({ block, gap }) => [block - first, gap])).toEqual([
    ...[
      [0, 0],
      [1, 0],
      [2, 0],
    ],
    // The fifth came first: the books begin anew there, and say so.
    [4, 1],
    [5, 0],
  ]);
  expect(audits.flatMap(({ problems }) => problems)).toEqual([]);
  const totals = await store.totals(0, last);
  expect(totals).toMatchObject({ blocks: 5, gaps: 1, problems: 0 });
  const entries = await store.entries({ fromBlock: 0, toBlock: last, limit: 10_000 });
  expect(new Set(entries.map(({ block, index }) => `${block}/${index}`)).size).toBe(totals.entries);

  expect(run.verified.map((block) => block - first)).toEqual([0, 1, 2, 4, 3, 5]);
  expect(run.verdicts.find(1, BigInt(first))?.verdict).toBe(Verdict.VERDICT_UNVERIFIABLE);
  expect(run.fatal).toEqual([]);
  expect(await run.refused()).toEqual({
    'ledger WRONG_CHAIN': 1,
    'ledger BLOCK_MALFORMED': 8,
    'ledger LEDGER_CONFLICT': 1,
    'epochs WRONG_CHAIN': 1,
    'epochs BLOCK_MALFORMED': 8,
  });
  await run.ledger.drain();
  await run.epochs.drain();
  await store.close();
});
