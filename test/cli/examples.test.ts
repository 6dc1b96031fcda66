/**
 * Every example that `yumanet … --help` shows, executed as it stands on one running network: that of docs/network.yaml. What no help
 * can know is filled in: addresses by the environment and `FILLED_IN`.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { ApiPromise, Keyring } from '@polkadot/api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { YUMANET_BIN, runYumanet, rowsOf } from '../support/run-yumanet.js';
import { tempFolder } from '../support/chain-process.js';
import { connection } from '../support/connection.js';
import { Network } from '../support/network.js';
import { sendAndWatch } from '../support/send-and-watch.js';

const ROOT = join(import.meta.dirname, '..', '..');
/** These run until they are stopped: `up` is the network of this test and of test/e2e, the others are followed for a while. */
const ENDLESS = /^up\b| -f\b/;
/** Examples that need what another one does come after it; whatever is not named comes first, `down` last. */
const ORDER = [
  'security init',
  'security renew',
  'security show',
  'accounts import',
  'accounts unlock',
  'delegates become',
  'delegates take',
  'stake add',
  'root register',
  'root weights',
  'senate vote',
  'weights set',
  'weights show',
  'weights commit',
  'weights reveal',
  'stake remove',
  'down',
];
const HOT = '--hotkey //Alice//hot';
const PERMIT_MS = 60_000;

const folder = tempFolder();
const before = process.cwd();
let network: Network;
let api: ApiPromise;
let env: Record<string, string>;
let filledIn: readonly (readonly [string, string])[];

/** Names of all commands: groups with those in them. */
async function commandsOf(parents: readonly string[] = []): Promise<string[][]> {
  const { out } = await runYumanet([...parents, '--help']);
  const listed = out.split(/^Commands:$/m)[1]?.split(/^\S/m)[0] ?? '';
  const names = [...listed.matchAll(/^ {2}([a-z-]+)/gm)]
    .map(([, name]) => name!)
    .filter((name) => name !== 'help');
  const below = await Promise.all(names.map((name) => commandsOf([...parents, name])));
  return [...names.map((name) => [...parents, name]), ...below.flat()];
}

/** What a command's help shows, without `$ yumanet` and without what stands beside it. */
async function examplesOf(command: readonly string[]): Promise<string[]> {
  const { status, out } = await runYumanet([...command, '--help']);
  expect(status, command.join(' ')).toBe(0);
  return [...out.matchAll(/^ {2}\$ yumanet (.*?)(?: {2,}.*)?$/gm)].map(([, line]) => line!);
}

const place = (line: string): number => ORDER.findIndex((name) => line.startsWith(name));

const yumanet = (line: string) => runYumanet(line.split(' '), env);

async function done(line: string): Promise<void> {
  const { status, out, err } = await yumanet(line);
  expect([status, err], `${line}\n${out}`).toEqual([0, '']);
}

beforeAll(async () => {
  symlinkSync(join(ROOT, 'docs'), join(folder.path, 'docs'));
  symlinkSync(join(ROOT, 'libs'), join(folder.path, 'libs'));
  process.chdir(folder.path);
  process.env['YUMANET_PASSWORD'] = 'correct horse';
  // The example of `up` itself; the folder is the one that every command takes by itself.
  network = Network.start('.yumanet', '-f', 'docs/network.yaml', '--reset');
  const { parts } = await network.ready();
  env = {
    YUMANET_URL: String(parts['chain']!['rpc']),
    YUMANET_EMISSION: String(parts['emission']!['grpc']),
    YUMANET_PASSWORD: 'correct horse',
  };
  api = await ApiPromise.create(connection(env['YUMANET_URL']!));
  await prepare();
  const [proposal] = rowsOf(await yumanet('senate proposals --json'));
  filledIn = [
    ['127.0.0.1:9500', String(parts['judge']!['grpc'])],
    ['0x…', String(proposal!['hash'])],
  ];
});
afterAll(async () => {
  await api?.disconnect();
  await network.end();
  process.chdir(before);
  folder.remove();
});

/** //Alice//hot is on both subnets, the Triumvirate is //Alice and has proposed something, and an epoch has been paid. */
async function prepare(): Promise<void> {
  await done(`register --netuid 1 ${HOT} --coldkey //Alice`);
  await done(`register --netuid 2 ${HOT} --coldkey //Alice`);
  const alice = new Keyring({ type: 'sr25519' }).addFromUri('//Alice');
  const send = async (tx: Parameters<typeof sendAndWatch>[0]) =>
    expect((await sendAndWatch(tx, alice)).error).toBeUndefined();
  const sudo = (tx: (typeof api.tx)[string][string] extends (...args: never[]) => infer T ? T : never) =>
    send(api.tx['sudo']!['sudo']!(tx));
  await sudo(api.tx['triumvirateMembers']!['resetMembers']!([alice.address]));
  // No call sets it: more than one stake of a hotkey in 360 blocks.
  const key = api.query['subtensorModule']!['targetStakesPerInterval']!.key();
  await sudo(api.tx['system']!['setStorage']!([[key, api.registry.createType('u64', 100).toHex(true)]]));
  const remark = api.tx['system']!['remark']!('0x01');
  await send(api.tx['triumvirate']!['propose']!(remark, remark.method.encodedLength, 3_600));
  await network.event('first paid tempo', ({ phase }) => phase === 'first paid tempo');
}

/** Waits until a row of weights would be taken. */
async function passes(netuid: number, call: string): Promise<void> {
  const line = `weights preflight --netuid ${netuid} --weights 2:65535,3:30000 ${HOT} --call ${call} --json`;
  const asked = async () => rowsOf(await yumanet(line))[0]!;
  await expect.poll(async () => (await asked())['passes'], { timeout: PERMIT_MS, interval: 250 }).toBe(true);
}

const WAITS: Readonly<Record<string, () => Promise<void>>> = {
  'weights set': () => passes(1, 'set'),
  'weights commit': () => passes(2, 'commit'),
  'weights reveal': async () => {
    const row = '--netuid 2 --weights 2:65535';
    const asked = async () =>
      rowsOf(await yumanet(`weights preflight ${row} ${HOT} --call reveal --json`))[0]!['passes'];
    await expect.poll(asked, { timeout: PERMIT_MS, interval: 250 }).toBe(true);
  },
};

describe('every example in the help', () => {
  it('is there for each command, and does what it says', async () => {
    const commands = await commandsOf();
    const lines = new Set(await examplesOf([]));
    for (const command of commands) {
      const own = await examplesOf(command);
      const isGroup = commands.some((each) => each.length > command.length && each[0] === command[0]);
      if (!isGroup || command[0] === 'accounts') expect(own, command.join(' ')).not.toEqual([]);
      for (const line of own) lines.add(line);
    }
    const endless = [...lines].filter((line) => ENDLESS.test(line));
    expect(endless.sort()).toEqual([
      'blocks -f',
      'events -f --json',
      'up',
      // Run in test/cluster.
      'up -f docs/cluster.yaml --reset',
      'up -f docs/network.yaml --reset',
    ]);
    for (const line of endless.filter((each) => !each.startsWith('up')))
      expect(await followed(line), line).toBe(0);
    const once = [...lines].filter((line) => !ENDLESS.test(line)).sort((a, b) => place(a) - place(b));
    expect(once.length).toBeGreaterThan(45);
    for (const line of once) {
      const name = ORDER[place(line)];
      if (name !== undefined) await WAITS[name]?.();
      await done(filledIn.reduce((text, [from, to]) => text.replace(from, to), line));
    }
    expect(await network.exited).toBe(0);
  });
});

const followers: ChildProcess[] = [];
afterAll(() => followers.forEach((child) => child.kill('SIGKILL')));

/** Follows until it has said something, then stops it as Ctrl-C does. */
async function followed(line: string): Promise<number | null> {
  const child = spawn(process.execPath, [YUMANET_BIN, ...line.split(' ')], {
    env: { ...process.env, ...env },
  });
  followers.push(child);
  await new Promise((resolve) => child.stdout.once('data', resolve));
  child.kill('SIGINT');
  return new Promise((resolve) => child.once('exit', resolve));
}
