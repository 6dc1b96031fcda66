/**
 * `npm start` as a newcomer runs it: real miners train, a real validator asks and judges them, the chain pays, and the
 * second opinion agrees; who answers better earns more, to the rao as yuma-core says.
 */
import { ApiPromise } from '@polkadot/api';
import { MinerServiceService } from '@yumanet/proto/miner/v1';
import { createGrpcClient } from '@yumanet/service-kit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { tempFolder } from '../support/chain-process.js';
import { connection } from '../support/connection.js';
import { readEconomy, type Economy } from '../support/economy.js';
import { Network, type EpochEvent, type NetworkEvent } from '../support/network.js';
import { movedPart, nextBlock } from '../support/next-block.js';

/** What the issue allows from `npm start` to the first paid tempo, on two cores. */
const FIRST_PAID_MS = 120_000;
const MINERS = ['miner-cnn', 'miner-mlp', 'miner-softmax'];
/** Three models train at once, on what the cores have to spare. */
const TRAINING_MS = 180_000;
const U16_MAX = 65_535;

interface Facts {
  readonly netuid: number;
  readonly chain: { readonly rpc: string };
  readonly [part: string]: unknown;
}

let network: Network;
let facts: Facts;
let api: ApiPromise;
const folder = tempFolder();

beforeAll(async () => {
  network = Network.start(folder.path);
  facts = (await network.event('ready', ({ event }) => event === 'ready', FIRST_PAID_MS)) as never;
  api = await ApiPromise.create(connection(facts.chain.rpc));
}, FIRST_PAID_MS + 30_000);
afterAll(async () => {
  await api?.disconnect();
  await network.end();
  folder.remove();
});

const economyAt = async (block: number): Promise<Economy> =>
  readEconomy(api, (await api.rpc.chain.getBlockHash(block)).toHex());

const allScored = (event: NetworkEvent): boolean =>
  event.event === 'epoch' &&
  MINERS.every((name) =>
    (event as EpochEvent).neurons.some((neuron) => neuron.name === name && (neuron.score ?? 0) > 0.2),
  );

const byName = ({ neurons }: EpochEvent, name: string) => {
  const found = neurons.find((neuron) => neuron.name === name);
  if (found === undefined) throw new Error(`${name}: expected it among the neurons`);
  return found;
};

it(
  'pays the first tempo in time',
  async () => {
    const paid = await network.event(
      'first paid tempo',
      ({ phase }) => phase === 'first paid tempo',
      FIRST_PAID_MS,
    );
    expect(paid['totalMs']).toBeLessThan(FIRST_PAID_MS);
  },
  FIRST_PAID_MS,
);

it(
  'pays by merit: incentive in the order of accuracy, next to nothing for who guesses',
  async () => {
    // The best model takes longest to train.
    await network.event('all models answer', allScored, TRAINING_MS);
    const last = (await network.moreEpochs(3)).at(-1)!;
    const accuracy = new Map<string, number>();
    for (const name of MINERS) {
      const { grpc } = facts[name] as { readonly grpc: string };
      const client = createGrpcClient(MinerServiceService, { address: grpc });
      const { modelFacts } = await client.getStatus({}, { deadlineMs: 10_000 });
      accuracy.set(name, modelFacts.find((fact) => fact.name === 'accuracy')!.value);
      client.close();
    }
    const order = (value: (name: string) => number) => [...MINERS].sort((a, b) => value(b) - value(a));
    expect(order((name) => byName(last, name).incentive)).toEqual(order((name) => accuracy.get(name)!));
    expect(byName(last, 'freeloader').incentive / U16_MAX).toBeLessThan(0.02);
    for (const name of MINERS) expect(BigInt(byName(last, name).emissionRao)).toBeGreaterThan(0n);
  },
  TRAINING_MS + 60_000,
);

it('pays every block as yuma-core says, to the rao: owner, validator, miners', async () => {
  const shown = network.epochs().at(-1)!;
  const { block } = shown;
  // The blocks that gather, the epoch, and the block that pays it.
  for (let number = block - 2; number <= block + 1; number++) {
    const { epochs, ...expected } = nextBlock(await economyAt(number - 1));
    const after = await economyAt(number);
    expect(movedPart(after), `block ${number}`).toEqual(expected);
    expect(epochs).toEqual(number === block ? [facts.netuid] : []);
  }
  const [before, after] = [await economyAt(block), await economyAt(block + 1)];
  const earned = (hotkey: string): bigint => stakeOf(after, hotkey) - stakeOf(before, hotkey);
  for (const { hotkey, emissionRao } of shown.neurons) expect(earned(hotkey)).toBe(BigInt(emissionRao));
}, 120_000);

const stakeOf = ({ stakes }: Economy, hotkey: string): bigint =>
  [...(stakes.get(hotkey)?.values() ?? [])].reduce((sum, rao) => sum + rao, 0n);

it('is agreed with by the second opinion, in every epoch', () => {
  const verdicts = network.epochs().map(({ verdict }) => verdict);
  expect(verdicts.length).toBeGreaterThan(5);
  expect(new Set(verdicts)).toEqual(new Set(['equal']));
});

it('goes on where it was after Ctrl-C, which ends all within five seconds', async () => {
  await api.disconnect();
  const { status, ms } = await network.interrupt();
  expect(status).toBe(0);
  expect(ms).toBeLessThan(5_000);
  const before = network.epochs().at(-1)!;
  network = Network.start(folder.path);
  const [next] = await network.moreEpochs(1);
  expect(next!.block).toBeGreaterThan(before.block);
  expect(BigInt(byName(next!, 'validator').stakeRao)).toBeGreaterThanOrEqual(
    BigInt(byName(before, 'validator').stakeRao),
  );
  // Nobody registered twice, nobody lost what the validator thought of them.
  expect(next!.neurons.map(({ name }) => name)).toEqual(before.neurons.map(({ name }) => name));
  for (const name of MINERS) expect(byName(next!, name).score).toBeGreaterThan(0.2);
}, 150_000);
