/**
 * Today's code reads what every earlier release wrote: the folder of a whole network (data/, made by make-data.mjs) is opened
 * and goes on: chain, streams, scores and intents on the bus, ledger, gateway's books, miner's store and model.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ChainProcess, tempFolder } from '../support/chain-process.js';
import { Network, type NetworkReady } from '../support/network.js';
import { serviceBin } from '../support/service-bin.js';

interface Facts {
  readonly commit: string;
  readonly head: number;
  readonly finalised: number;
  readonly keys: number;
  readonly lastEpoch: number;
  readonly neurons: readonly { readonly uid: number; readonly hotkey: string; readonly stakeRao: string }[];
  readonly client: Readonly<Record<string, string>>;
}

const DATA = join(import.meta.dirname, 'data');
const ALL_MS = 240_000;
const run = (bin: string, ...args: readonly string[]): string =>
  execFileSync(process.execPath, [bin, ...args], { encoding: 'utf8' });
const releases = readdirSync(DATA).flatMap((file) => (file.endsWith('.tgz') ? [file.slice(0, -4)] : []));

it('there is data of an earlier release', () => {
  expect(releases.length).toBeGreaterThan(0);
});

describe.each(releases)('data of %s', (commit) => {
  const facts = JSON.parse(readFileSync(join(DATA, `${commit}.json`), 'utf8')) as Facts;
  const folder = tempFolder();
  const net = join(folder.path, 'net');
  beforeAll(() => {
    mkdirSync(net);
    execFileSync('tar', ['-xzf', join(DATA, `${commit}.tgz`), '-C', net]);
  });
  afterAll(() => folder.remove());

  it('every block of its chain comes out the same when it is executed again', () => {
    const verified = run(
      serviceBin('chain'),
      ...['verify', '--replay', '--network', 'demo', '--data-dir', join(net, 'chain')],
    );
    const { head, finalised, keys } = facts;
    expect(JSON.parse(verified)).toMatchObject({ head, finalised, keys });
  });

  it(
    'the whole network goes on with it',
    async () => {
      const network = Network.start(net);
      try {
        const { parts } = await network.ready(ALL_MS);
        const [epoch] = await network.moreEpochs(1, ALL_MS);
        expect(epoch!.block).toBeGreaterThan(facts.lastEpoch);
        expect(epoch!.verdict).toBe('equal');
        for (const { uid, hotkey, stakeRao } of facts.neurons) {
          const now = epoch!.neurons.find((neuron) => neuron.uid === uid)!;
          expect(now.hotkey).toBe(hotkey);
          expect(BigInt(now.stakeRao)).toBeGreaterThanOrEqual(BigInt(stakeRao));
        }
        await booksAddUp(parts, facts.finalised);
        expect(keptClient(net)).toEqual(facts.client);
      } finally {
        await network.end();
      }
    },
    3 * ALL_MS + 30_000,
  );

  it('a format that is newer than this program is refused by name', async () => {
    const { open } = await import('lmdb');
    const store = open({ path: join(net, 'chain', 'store'), maxDbs: 12, noSubdir: false });
    await store.openDB({ name: 'meta', encoding: 'json' }).put('format', 99);
    await store.close();
    const refused = ChainProcess.start(['--network', 'demo', '--data-dir', join(net, 'chain')]);
    await expect(refused).rejects.toThrow(/STORE_VERSION.*expected \d+, got 99/s);
  });
});

/** The ledger goes on from the old program's newest block without a gap, and not a rao is missing in either's. */
async function booksAddUp(parts: NetworkReady['parts'], before: number): Promise<void> {
  const deadline = Date.now() + ALL_MS;
  for (;;) {
    const response = await fetch(`${String(parts['emission']!['http'])}/v1/audit`);
    const { head, broken = [] } = (await response.json()) as { head: string; broken?: readonly unknown[] };
    expect(broken).toEqual([]);
    if (Number(head) > before) return;
    expect(Date.now(), `ledger at ${head}, expected beyond ${before}`).toBeLessThan(deadline);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

function keptClient(net: string): Readonly<Record<string, string>> {
  const text = run(
    serviceBin('validator'),
    ...['keys', 'list', '--gateway-dir', join(net, 'judge', 'gateway'), '--json'],
  );
  return JSON.parse(text.trim().split('\n')[0]!) as Readonly<Record<string, string>>;
}
