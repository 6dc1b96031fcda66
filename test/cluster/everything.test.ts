/**
 * The whole network as a cluster (docs/cluster.yaml), and the loss of each of its processes in turn: killed, and frozen. Nothing that was
 * final is lost or there twice, nothing is paid twice, every intent ends in one named state, and every function is back in time.
 * `YUMANET_ROUNDS` says how many; the slow lane has every one.
 */
import { fileURLToPath } from 'node:url';
import { ChainClient } from '@yumanet/chain-client';
import { EmissionServiceService, Verdict } from '@yumanet/proto/emission/v1';
import { subjectsOf } from '@yumanet/proto/subjects';
import { createGrpcClient, silentLogger } from '@yumanet/service-kit';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { FUNCTIONS, type FunctionName } from '../support/function-watch.js';
import { isFinal } from '../support/weights-witness.js';
import { WholeCluster } from '../support/whole-cluster.js';

const FILE = fileURLToPath(new URL('../../docs/cluster.yaml', import.meta.url));
const SLOW = process.env['YUMANET_SLOW'] === '1';
const START_MS = 600_000;
/** The bound is 15 s; beside other tests on two cores, elections alone may take that. */
const BACK_MS = SLOW ? 15_000 : 60_000;
/** Longer than every lease, shorter than the time after which what is frozen is ended: 8 s, a nats-server 4 s. */
const frozenMs = (part: string): number => (part.startsWith('nats-') ? 2_500 : 6_000);
const ROUND_MS = 240_000;
/** The gateway’s own default. */
const PRICE_RAO = 100_000n;
/** What is silent by its nature for most of a tempo: an epoch comes every ten blocks of half a second. */
const PERIOD_MS: Readonly<Record<FunctionName, number>> = {
  ...{ blocks: 500, final: 500, verdicts: 5_000, weights: 5_000, gateway: 0 },
};

let cluster: WholeCluster;
beforeAll(async () => {
  cluster = await WholeCluster.start(FILE);
}, START_MS);
afterAll(() => cluster?.end());

/** Who it is, when its turn comes. */
const VICTIMS = {
  'chain: the leader': () => cluster.leader(),
  'nats: the leader of the blocks': () => cluster.streamLeader(),
  'validator: the coordinator that acts': () => cluster.acting(['judge', 'judge-2']),
  'chain: a standby': async () => {
    const leader = await cluster.leader();
    return cluster.chains().find((name) => name !== leader)!;
  },
  'nats: another': async () => {
    const leader = await cluster.streamLeader();
    return cluster.named('nats-').find((name) => name !== leader)!;
  },
  'nats: the leader of the validators’ leases': () =>
    cluster.streamLeader(`KV_${subjectsOf('demo').validatorLeaseBucket}`),
  'validator: the one with the gateway': () => Promise.resolve('judge'),
  'validator: a worker': () => Promise.resolve('judge-worker-1'),
  'emission: the first': () => Promise.resolve('emission'),
  'emission: the second': () => Promise.resolve('emission-2'),
  'ledger: PostgreSQL': () => Promise.resolve('postgres'),
  'miner: the best': () => Promise.resolve('writer'),
} as const satisfies Record<string, () => Promise<string>>;
type Victim = keyof typeof VICTIMS;
type Fault = 'kill -9' | 'frozen, wakes' | 'frozen, ended';

/** The first three are those that CI has. */
const ROUNDS: readonly (readonly [Victim, Fault])[] = [
  ['chain: the leader', 'kill -9'],
  ['nats: the leader of the blocks', 'frozen, wakes'],
  ['validator: the coordinator that acts', 'kill -9'],
  ...(Object.keys(VICTIMS) as Victim[]).slice(3).map((victim) => [victim, 'kill -9'] as const),
  ['nats: the leader of the blocks', 'kill -9'],
  ['chain: the leader', 'frozen, wakes'],
  ['validator: the coordinator that acts', 'frozen, wakes'],
  ...(Object.keys(VICTIMS) as Victim[]).slice(3).map((victim) => [victim, 'frozen, wakes'] as const),
  ['chain: the leader', 'frozen, ended'],
  ['nats: the leader of the blocks', 'frozen, ended'],
  ['nats: another', 'frozen, ended'],
  ['nats: the leader of the validators’ leases', 'frozen, ended'],
  ['validator: the one with the gateway', 'frozen, ended'],
];

/** Signals a process, if it is there. */
function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended.
  }
}

/** @returns how long each function was away, in milliseconds. */
async function round(victim: Victim, fault: Fault): Promise<Record<FunctionName, number>> {
  const part = await VICTIMS[victim]();
  const pid = cluster.pidOf(part);
  const from = cluster.network.events.length;
  const began = performance.now();
  signal(pid, fault === 'kill -9' ? 'SIGKILL' : 'SIGSTOP');
  if (fault === 'frozen, wakes') {
    await sleep(frozenMs(part));
    signal(pid, 'SIGCONT');
  } else
    await cluster.network.event(
      `${part} is back`,
      (event) => event.event === 'part-back' && event['part'] === part,
      ROUND_MS,
      from,
    );
  await cluster.settled(performance.now());
  const ended = performance.now();
  return Object.fromEntries(
    FUNCTIONS.map((name) => [
      name,
      Math.max(0, Math.round(cluster.watch.longestSilence(name, began, ended) - PERIOD_MS[name])),
    ]),
  ) as Record<FunctionName, number>;
}

const table: string[] = [];
const count = Number(process.env['YUMANET_ROUNDS'] ?? (SLOW ? ROUNDS.length : 3));

it.each(ROUNDS.slice(0, count))(
  '%s, %s: every function is back, no height has two hashes',
  async (victim, fault) => {
    const away = await round(victim, fault);
    const seconds = FUNCTIONS.map((name) => (away[name] / 1_000).toFixed(1));
    table.push(`| ${[victim, fault, ...seconds].join(' | ')} |`);
    process.stdout.write(`${table.at(-1)}\n`);
    expect(cluster.violations).toEqual([]);
    for (const name of FUNCTIONS) expect(away[name], name).toBeLessThan(BACK_MS);
  },
  ROUND_MS,
);

it('every epoch has one verdict, and it is equal', () => {
  const others = [...cluster.verdicts].filter(([, verdict]) => verdict !== Verdict.VERDICT_EQUAL);
  expect(others.map(([epoch, verdict]) => [epoch, Verdict[verdict]])).toEqual([]);
  expect(cluster.verdicts.size).toBeGreaterThan(3);
});

it('every intent ends in one named state, once', () => {
  const { weights } = cluster;
  expect(weights.violations).toEqual([]);
  const newest = Math.max(...[...weights.ended.keys(), ...weights.open.keys()]);
  // The last two are under way.
  const open = [...weights.open.values()].filter(
    (each) => !isFinal(each) && Number(each.epoch) < newest - 20,
  );
  expect(open).toEqual([]);
  expect(weights.ended.size).toBeGreaterThan(3);
});

it('the ledger’s sums are the chain’s: nothing is paid twice, no rao is missing', async () => {
  const books = createGrpcClient(EmissionServiceService, {
    address: ['emission', 'emission-2'].map((name) => String(cluster.parts[name]!['grpc'])),
  });
  const leader = String(cluster.parts[await cluster.leader()]!['rpc']);
  const chain = new ChainClient({ endpoints: [leader], logger: silentLogger() });
  try {
    await chain.start();
    const [first, last] = [BigInt(Math.min(...cluster.finalHashes.keys())) + 1n, newestFinal()];
    let sums: Awaited<ReturnType<typeof books.getAudit>> | undefined;
    // What it says instead, word for word, is what a reader of a failed run needs.
    const ask = () =>
      books.getAudit({ fromBlock: first, toBlock: last }, { deadlineMs: 20_000 }).then(
        (answer) => (sums = answer) && 'answered',
        (error: unknown) => String(error),
      );
    await expect.poll(ask, { interval: 500 }).toBe('answered');
    const issuance = async (block: bigint) =>
      BigInt(
        (
          await chain.query(
            'SubtensorModule',
            'TotalIssuance',
            [],
            cluster.finalHashes.get(Number(block)) as `0x${string}`,
          )
        ).toString(),
      );
    const { totals, broken } = sums!;
    expect(broken).toEqual([]);
    expect(BigInt(totals!.mintedRao) - BigInt(totals!.recycledRao)).toBe(
      (await issuance(last)) - (await issuance(first - 1n)),
    );
  } finally {
    await chain.stop();
    books.close();
  }
});

const newestFinal = (): bigint => BigInt(Math.max(...cluster.finalHashes.keys()));

it('the gateway has charged every answer once', async () => {
  const { balanceRao, creditedRao, chargedRao, reservedRao } = await cluster.balance();
  // The price of a question that is under way is held back.
  expect(BigInt(balanceRao) + BigInt(reservedRao)).toBe(BigInt(creditedRao) - BigInt(chargedRao));
  // One may be open now, and one charged that was not heard yet.
  expect(BigInt(reservedRao)).toBeLessThanOrEqual(PRICE_RAO);
  const charged = Number(BigInt(chargedRao) / PRICE_RAO);
  expect(Math.abs(charged - cluster.answered)).toBeLessThanOrEqual(1);
});

it('it ends when it is told to; every node’s blocks, executed again with every epoch inline, are the same', async () => {
  process.stdout.write(
    `| what | how | ${FUNCTIONS.join(' | ')} |\n${table.join('\n')}\n${cluster.finalHashes.size} final blocks\n`,
  );
  const nodes = cluster.chains();
  const newest = Number(newestFinal());
  const { status } = await cluster.network.interrupt();
  expect(status).toBe(0);
  for (const node of nodes) {
    const { finalised, replayed } = cluster.replay(node);
    // It has everything that anybody called final, but perhaps the very last.
    expect(finalised).toBeGreaterThanOrEqual(newest - 2);
    expect(replayed).toBeGreaterThanOrEqual(finalised);
  }
});
