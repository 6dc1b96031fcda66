/**
 * 50 epochs of the real runtime: two validators that judge, one that copies what the chain shows, four miners whose worth moves.
 * Once with weights in the open, once committed and revealed; and where the judges do not begin together.
 */
import { weightsCommitHash } from '@yumanet/subtensor';
import { expect, it } from 'vitest';
import { averageOf, type RowsAt, type WeightCopy } from '../src/copiers/weight-copiers.js';
import { WeightsWatch } from '../src/copiers/weights-watch.js';
import { lastEpoch } from '../src/duties/weights-due.js';
import { readJudges } from '../src/metagraph/read-judges.js';
import { read, readMetagraph } from '../src/metagraph/read-metagraph.js';
import { STRATEGIES } from '../src/strategies/strategies.js';
import type { Shown, Strategy } from '../src/strategies/strategy.js';
import { formatAccount } from '@yumanet/units';
import { MemoryChain, TAO, account } from './memory-chain.js';

const EPOCHS = 50;
const TEMPO = 9;
const NETUID = 1;
const COLD = account(3);
const VALIDATORS = [account(11), account(12), account(13)];
const COPIER = account(13);
const COPIER_ADDRESS = formatAccount(COPIER);
const MINERS = [account(21), account(22), account(23), account(24)];
const MINER_UIDS = [3, 4, 5, 6];

/** What the copier sees. */
async function shown({ client, latest }: MemoryChain, rows: RowsAt['rows']): Promise<Shown> {
  const judges = await readJudges(client, await readMetagraph(client, NETUID, latest), latest);
  return { rows, self: COPIER_ADDRESS, judges, lastEpoch: lastEpoch(NETUID, TEMPO, latest.number) };
}

/** What miners are worth in an epoch: everybody has good and bad times, at different times. */
const worthOf = (epoch: number): number[] =>
  MINERS.map((_, i) => 0.15 + Math.max(0, Math.sin(epoch * 0.9 + (i * Math.PI) / 2)));
/** A judge's row: what it saw, off by a few per cent. */
const judged = (epoch: number, judge: number): number[] =>
  worthOf(epoch).map((worth, i) =>
    Math.round(20_000 * worth * (1 + 0.04 * Math.sin(7 * epoch + 3 * i + judge))),
  );

async function network(): Promise<MemoryChain> {
  const chain = await MemoryChain.start(COLD, account(4));
  chain.must('SubtensorModule', 'register_network', {}, account(4));
  const admin = (name: string, value: unknown, argument = name) =>
    chain.must('AdminUtils', `sudo_set_${name}`, { netuid: NETUID, [argument]: value });
  admin('tempo', TEMPO);
  admin('max_registrations_per_block', 100);
  admin('target_registrations_per_interval', 100);
  admin('weights_set_rate_limit', 0n);
  admin('min_allowed_weights', 1);
  admin('max_weight_limit', 65_535);
  for (const hotkey of [...VALIDATORS, ...MINERS])
    chain.must('SubtensorModule', 'burned_register', { netuid: NETUID, hotkey }, COLD);
  // Who serves is there to be judged.
  const axon = {
    netuid: NETUID,
    version: 1,
    ip: 0x08080808n,
    ip_type: 4,
    protocol: 0,
    placeholder1: 0,
    placeholder2: 0,
  };
  MINERS.forEach((hotkey, i) =>
    chain.must('SubtensorModule', 'serve_axon', { ...axon, port: 9000 + i }, hotkey),
  );
  for (const hotkey of VALIDATORS)
    chain.must('SubtensorModule', 'add_stake', { hotkey, amount_staked: 1_000n * TAO }, COLD);
  // Root pays the subnet: without it there is no emission to earn.
  chain.must('SubtensorModule', 'root_register', { hotkey: VALIDATORS[0] }, COLD);
  const root = { netuid: 0, hotkey: VALIDATORS[0], dests: [NETUID], weights: [65_535], version_key: 0n };
  chain.must('AdminUtils', 'sudo_set_weights_set_rate_limit', { netuid: 0, weights_set_rate_limit: 0n });
  chain.must('SubtensorModule', 'set_root_weights', root, COLD);
  return chain;
}

const copyWeights = STRATEGIES['copy-weights']({ temperature: 1, top: 1, winnerShare: 1 });
/** Whatever is shown, as soon as anything is. */
const copyAtOnce: Strategy = (_, { rows, self }) => averageOf(rows, self);

interface Run {
  readonly isHidden: boolean;
  /** Epoch in which the second judge begins. */
  readonly secondFrom?: number;
  /** What the copier's row says. */
  readonly copier: Strategy;
}

/** Emission of each validator over all epochs, in rao, and over those in which all are paid dividends; and who was found. */
async function run({ isHidden, secondFrom = 0, copier }: Run) {
  const chain = await network();
  const watch = new WeightsWatch();
  let found: readonly WeightCopy[] = [];
  const earned = VALIDATORS.map(() => 0n);
  const together = VALIDATORS.map(() => 0n);
  let epochsTogether = 0;
  const committed = new Map<string, number[]>();
  const row = (values: readonly number[]) => ({ netuid: NETUID, uids: MINER_UIDS, values, versionKey: 0n });
  const set = (who: string, values: number[]) => {
    const sent = { netuid: NETUID, dests: MINER_UIDS, weights: values, version_key: 0n };
    chain.must('SubtensorModule', 'set_weights', sent, who);
  };
  const commit = (who: string, values: number[]) => {
    committed.set(who, values);
    const commit_hash = weightsCommitHash(who, row(values));
    chain.must('SubtensorModule', 'commit_weights', { netuid: NETUID, commit_hash }, who);
  };
  const reveal = (who: string) => {
    const values = committed.get(who);
    const sent = { netuid: NETUID, uids: MINER_UIDS, values, version_key: 0n };
    if (values) chain.must('SubtensorModule', 'reveal_weights', sent, who);
  };
  const isEpoch = () => (chain.number + NETUID + 1) % (TEMPO + 1) === 0;
  const toEpoch = () => {
    do chain.make();
    while (!isEpoch());
  };
  if (isHidden) {
    // An interval is a tempo, and begins where a tempo does.
    const flags = {
      commit_reveal_weights_interval: { interval: BigInt(TEMPO + 1) },
      commit_reveal_weights_enabled: { enabled: true },
    };
    for (const [name, value] of Object.entries(flags))
      chain.must('AdminUtils', `sudo_set_${name}`, { netuid: NETUID, ...value });
  }
  toEpoch();
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    const [first, second] = VALIDATORS as [string, string, string];
    const look = async () => {
      found = await watch.look(chain.client, NETUID, chain.latest);
    };
    while (isHidden && chain.number % (TEMPO + 1) !== 9) chain.make();
    if (isHidden) for (const who of VALIDATORS) reveal(who);
    await look();
    (isHidden ? commit : set)(first, judged(epoch, 0));
    await look();
    if (epoch >= secondFrom) (isHidden ? commit : set)(second, judged(epoch, 1));
    await look();
    const shares = copier(new Map(), await shown(chain, watch.rows));
    const copied = MINER_UIDS.map((uid) => Math.round(20_000 * (shares.get(uid) ?? 0)));
    if (copied.some((value) => value > 0)) (isHidden ? commit : set)(COPIER, copied);
    await look();
    toEpoch();
    const vectors = [
      ['Emission', NETUID],
      ['Dividends', NETUID],
    ] as const;
    const [emission, dividends] = await read(chain.client, chain.latest.hash, ...vectors);
    const paid = VALIDATORS.map((_, uid) => [...emission!][uid]!.toBigInt());
    paid.forEach((rao, uid) => (earned[uid]! += rao));
    if (!VALIDATORS.every((_, uid) => [...dividends!][uid]!.toNumber() > 0)) continue;
    epochsTogether += 1;
    paid.forEach((rao, uid) => (together[uid]! += rao));
  }
  return { earned, together, epochsTogether, found: found.map(({ hotkey }) => hotkey) };
}

const say = (figures: object): boolean =>
  process.stdout.write(
    `${JSON.stringify(figures, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))}\n`,
  );

it('a weight copier is found; hidden weights make it earn less than each of the honest', async () => {
  const [open, hidden] = [
    await run({ isHidden: false, copier: copyAtOnce }),
    await run({ isHidden: true, copier: copyAtOnce }),
  ];
  const ratio = ({ earned: [a = 0n, b = 0n, copier = 0n] }: typeof open) =>
    Number((20_000n * copier) / (a + b)) / 10_000;
  const said = {
    epochs: EPOCHS,
    open: ratio(open),
    hidden: ratio(hidden),
    earned: [open.earned, hidden.earned],
  };
  say(said);
  expect(open.found).toEqual([COPIER_ADDRESS]);
  expect(ratio(open)).toBeGreaterThan(0.97);
  expect(ratio(hidden)).toBeLessThan(0.97);
  const [first = 0n, second = 0n, copier = 0n] = hidden.earned;
  for (const honest of [first, second]) expect(copier).toBeLessThan(honest);
  expect(ratio(hidden)).toBeLessThan(ratio(open));
});

/** As on starved cores, where one validator is up long before the other: a lone judge's row pays nobody, but can be copied. */
const LATE = 6;

it('a copier that waits for the last judge earns less than each, also than one that begins late', async () => {
  const [hasty, waits] = [
    await run({ isHidden: true, secondFrom: LATE, copier: copyAtOnce }),
    await run({ isHidden: true, secondFrom: LATE, copier: copyWeights }),
  ];
  say({ late: LATE, hasty: hasty.earned, waits: waits.earned, together: waits.together });
  const [, late = 0n, ahead = 0n] = hasty.earned;
  expect(ahead).toBeGreaterThan(late);
  expect(waits.epochsTogether).toBeGreaterThan(EPOCHS - LATE - 6);
  for (const [first = 0n, second = 0n, copier = 0n] of [waits.earned, waits.together])
    for (const honest of [first, second]) expect(copier).toBeLessThan(honest);
});
