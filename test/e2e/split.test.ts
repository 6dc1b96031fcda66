/**
 * `npm start -- --split -f FILE`: one process per service. Each is killed in turn and started again by hand, with the command
 * that the network prints: it goes on, nobody is paid twice, no score is lost.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { ApiPromise } from '@polkadot/api';
import { ValidatorServiceService } from '@yumanet/proto/validator/v1';
import { createGrpcClient } from '@yumanet/service-kit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { tempFolder } from '../support/chain-process.js';
import { connection } from '../support/connection.js';
import { readEconomy } from '../support/economy.js';
import { Network, type NetworkReady } from '../support/network.js';
import { movedPart, nextBlock } from '../support/next-block.js';
import { YUMANET_BIN } from '../support/run-yumanet.js';

const SMALL = fileURLToPath(new URL('../support/small-network.yaml', import.meta.url));
const START_MS = 150_000;
const EPOCHS_MS = 90_000;
/** A service is back and answers; the cores are shared by all of the network and the test. */
const BACK_MS = 60_000;

let network: Network;
let parts: NetworkReady['parts'];
const folder = tempFolder();
const byHand: ChildProcess[] = [];

beforeAll(async () => {
  network = Network.start(folder.path, '--split', '--file', SMALL);
  ({ parts } = await network.ready(START_MS));
  await network.event('first paid tempo', ({ phase }) => phase === 'first paid tempo', START_MS);
  await network.moreEpochs(1, EPOCHS_MS);
}, 2 * START_MS);
afterAll(async () => {
  await network.end();
  const running = byHand.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null);
  const ended = running.map((child) => new Promise((resolve) => child.once('exit', resolve)));
  for (const child of running) child.kill('SIGTERM');
  await Promise.all(ended);
  folder.remove();
});

/** Ends a part at once, and starts it again with the command that the network says. */
async function killAndRestart(part: string): Promise<void> {
  const from = network.events.length;
  process.kill(pidOf(part), 'SIGKILL');
  const said = await network.event(
    `${part} ended`,
    (event) => event.event === 'part-ended' && event['part'] === part,
    20_000,
    from,
  );
  const [command, ...args] = String(said['restart']).split(' ');
  byHand.push(spawn(command!, args, { stdio: 'ignore' }));
}

function pidOf(part: string): number {
  return Number(parts[part]!['pid']);
}

type Scores = ReadonlyMap<string, { readonly score: number; readonly asked: bigint }>;

/** What the validator thinks, as soon as it is there to ask. */
async function scores(): Promise<Scores> {
  let answer: Scores | undefined;
  await expect
    .poll(async () => (answer = await askScores().catch(() => undefined)), {
      timeout: BACK_MS,
      interval: 500,
    })
    .toBeDefined();
  return answer!;
}

async function askScores(): Promise<Scores> {
  const address = String(parts['validator']!['grpc']);
  const client = createGrpcClient(ValidatorServiceService, { address });
  try {
    const status = await client.getStatus({}, { deadlineMs: 5_000 });
    return new Map(
      status.scores.map(({ score }) => [
        Buffer.from(score!.hotkey).toString('hex'),
        { score: score!.score, asked: score!.asked },
      ]),
    );
  } finally {
    client.close();
  }
}

/** The last epoch shown, and the block that pays it, are what yuma-core makes of the block before. */
async function expectPaidOnce(): Promise<void> {
  const api = await ApiPromise.create(connection(String(parts['chain']!['rpc'])));
  try {
    const { block, verdict } = network.epochs().at(-1)!;
    expect(verdict).toBe('equal');
    for (const number of [block, block + 1]) {
      const [before, after] = await Promise.all(
        [number - 1, number].map(async (at) =>
          readEconomy(api, (await api.rpc.chain.getBlockHash(at)).toHex()),
        ),
      );
      const { epochs: _, ...expected } = nextBlock(before!);
      expect(movedPart(after!)).toEqual(expected);
    }
  } finally {
    await api.disconnect();
  }
}

/** Epochs that the chain took from its workers. */
async function byWorkers(): Promise<number> {
  const text = await (await fetch(`${String(parts['chain']!['status'])}/metrics`)).text();
  return Number(/^yumanet_chain_quorum_epochs_total\{by="workers"[^}]*\} (\d+)/m.exec(text)?.[1] ?? 0);
}

it(
  'its two emission workers compute the epochs, and agree',
  async () => {
    expect(Object.keys(parts)).toEqual(expect.arrayContaining(['emission', 'emission-2']));
    const before = await byWorkers();
    const [epoch] = await network.moreEpochs(1, EPOCHS_MS);
    expect(epoch!.verdict).toBe('equal');
    await expect.poll(byWorkers, { timeout: EPOCHS_MS }).toBeGreaterThan(before);
  },
  2 * EPOCHS_MS,
);

it(
  '`yumanet logs -f` goes on with what a part says, until it is stopped',
  async () => {
    const child = spawn(
      process.execPath,
      [YUMANET_BIN, 'logs', 'emission', '-f', '-n', '1', '--data-dir', folder.path],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    byHand.push(child);
    // One line is what was there before; another one is news.
    const epoch = /^\d\d:\d\d:\d\d\.\d{3} info epoch is equal \{.*"netuid":1/;
    let epochs = 0;
    for await (const line of createInterface({ input: child.stdout }))
      if (epoch.test(line) && ++epochs === 2) break;
    const exited = new Promise((resolve) => child.once('exit', (code) => resolve(code)));
    child.kill('SIGINT');
    expect(await exited).toBe(0);
  },
  EPOCHS_MS,
);

it.each(['emission', 'miner-cnn', 'validator', 'chain', 'nats-server'])(
  '%s is killed and restarted by hand: the network goes on',
  async (part) => {
    const before = await scores();
    const lastBlock = network.epochs().at(-1)!.block;
    await killAndRestart(part);
    await network.moreEpochs(2, EPOCHS_MS);
    // One may have come while the part was away.
    const epochs = network.epochs().filter(({ block }) => block > lastBlock);
    expect(epochs.map(({ verdict }) => verdict)).toEqual(epochs.map(() => 'equal'));
    // No epoch is shown twice or left out.
    const blocks = [lastBlock, ...epochs.map(({ block }) => block)];
    blocks.slice(1).forEach((block, k) => expect(block - blocks[k]!).toBe(21));
    await expectPaidOnce();
    const after = await scores();
    expect([...after.keys()].sort()).toEqual([...before.keys()].sort());
    for (const [hotkey, { asked }] of before) expect(after.get(hotkey)!.asked).toBeGreaterThanOrEqual(asked);
  },
  2 * EPOCHS_MS + 2 * BACK_MS,
);
