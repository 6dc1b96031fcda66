// Makes the data that upgrade.test.ts opens with today's code: runs a small network with the build of an earlier commit and keeps its folder.
//   git worktree add /tmp/previous COMMIT && (cd /tmp/previous && npm ci && npm run build)
//   node test/upgrade/make-data.mjs /tmp/previous COMMIT          writes test/upgrade/data/COMMIT.{tgz,json}
// To be run at each release, with the commit that was released; data of releases stay, so that every one can still be read.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

const [checkout, commit] = process.argv.slice(2);
if (commit === undefined) {
  process.stderr.write('make-data: expected the folder of a built checkout and its commit, got less\n');
  process.exit(2);
}
const EPOCHS = 4;
const here = import.meta.dirname;
const folder = mkdtempSync(join(tmpdir(), 'yumanet-data-'));
const net = join(folder, 'net');
const bin = (path) => join(checkout, path);
const node = (...args) => execFileSync(process.execPath, args, { encoding: 'utf8' });

const up = spawn(process.execPath, [
  bin('apps/cli/bin/yumanet.js'),
  ...['up', '-f', join(here, 'network.yaml'), '--data-dir', net, '--json'],
]);
up.stderr.pipe(process.stderr);
const events = [];
const waiting = new Set();
createInterface({ input: up.stdout }).on('line', (line) => {
  events.push(JSON.parse(line));
  for (const wake of waiting) wake();
});
async function event(fits) {
  for (;;) {
    const found = events.find(fits);
    if (found !== undefined) return found;
    if (up.exitCode !== null) throw new Error(`the network ended with ${up.exitCode}`);
    await new Promise((resolve) => {
      waiting.add(resolve);
      setTimeout(resolve, 1_000);
    });
  }
}

const { parts } = await event(({ event }) => event === 'ready');
const endpoint = parts.chain.rpc;
const gatewayDir = join(net, 'judge', 'gateway');
const cli = (...args) => node(bin('apps/cli/bin/yumanet.js'), '--url', endpoint, ...args);
const validator = (...args) => node(bin('services/validator/bin/yumanet-validator.js'), ...args);
const DAVE = '5DAAnrj7VHTznn2AWBemMuyBwZWs6FNFjdyVXUeYum3PTXFy';
validator('keys', 'create', '--gateway-dir', gatewayDir, '--name', 'acme', '--coldkey', DAVE);
// The gateway of `yumanet up` takes deposits at its validator's coldkey.
cli('transfer', '--from', '//Dave', '--to', '//Charlie', '--amount', '1');
await event(() => events.filter(({ event }) => event === 'epoch').length >= EPOCHS);
await sleep(500);
up.kill('SIGINT');
await once(up, 'close');

const chain = JSON.parse(
  node(bin('services/chain/bin/yumanet-chain.js'), 'verify', '--data-dir', join(net, 'chain')),
);
const [client] = validator('keys', 'list', '--gateway-dir', gatewayDir, '--json')
  .trim()
  .split('\n')
  .map(JSON.parse);
const epochs = events.filter(({ event }) => event === 'epoch');
mkdirSync(join(here, 'data'), { recursive: true });
execFileSync('tar', [
  '--exclude=logs',
  '--exclude=*.log',
  '--exclude=*lock*',
  '-czf',
  join(here, 'data', `${commit}.tgz`),
  '-C',
  net,
  '.',
]);
const facts = {
  commit,
  made: new Date().toISOString(),
  node: process.version,
  ...{ head: chain.head, finalised: chain.finalised, keys: chain.keys },
  lastEpoch: epochs.at(-1).block,
  neurons: epochs.at(-1).neurons.map(({ uid, hotkey, name, stakeRao }) => ({ uid, hotkey, name, stakeRao })),
  client,
};
writeFileSync(join(here, 'data', `${commit}.json`), `${JSON.stringify(facts, null, 2)}\n`);
rmSync(folder, { recursive: true });
process.stdout.write(`${JSON.stringify(facts, null, 2)}\n`);
