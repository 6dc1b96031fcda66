// `npm run soak:network`: the default network for hours; is the memory of each of its processes flat, is every epoch verified, is
// every rao accounted for, does every intent of every validator end in one named state, and does no part fail? One JSON line a
// sample, one at the end; exit status 1 when something is not so.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { ValidatorServiceService } from '@yumanet/proto/validator/v1';
import { EmissionServiceService } from '@yumanet/proto/emission/v1';
import { createGrpcClient } from '@yumanet/service-kit';
import { inspectorsOf } from './inspector.mjs';
import { IntentAccount } from './intents.mjs';
import { collectedHeapOf, growthOf, residentOf } from './memory.mjs';
import { cpuSecondsOf, processesOf } from './processes.mjs';

const HELP = `npm run soak:network -w @yumanet/test -- [options]

  --minutes N         how long (default 120)
  --block-time N      seconds between blocks (default 1: the machine keeps most of its time for others)
  --sample-seconds N  seconds between lines (default 60)
  --max-growth SHARE  of each process's memory, from the second quarter to the last (default 0.1)
  --file FILE         another network than the default one
  --json              accepted, for all commands have it: the output is JSON lines anyway

Memory is judged from 20 minutes on: before, caches fill. Garbage is no growth: Node is told to collect before it is
asked, in each process, and nats-server to collect above 48 MiB (GOMEMLIMIT), for Go alone lets it grow to twice what
is in use.

Example: npm run soak:network -w @yumanet/test -- --minutes 3 --sample-seconds 10
`;

const { values } = parseArgs({
  options: {
    help: { type: 'boolean' },
    json: { type: 'boolean' },
    minutes: { type: 'string', default: '120' },
    'block-time': { type: 'string', default: '1' },
    'sample-seconds': { type: 'string', default: '60' },
    'max-growth': { type: 'string', default: '0.1' },
    file: { type: 'string' },
  },
});
if (values.help) {
  process.stdout.write(HELP);
  process.exit(0);
}
const number = (name) => {
  const value = Number(values[name]);
  if (!(value > 0)) throw new Error(`--${name}: expected a number above 0, got ${values[name]}`);
  return value;
};
const [minutes, sampleSeconds] = [number('minutes'), number('sample-seconds')];
const [maxGrowth, blockTime] = [number('max-growth'), number('block-time')];
const SETTLED_MINUTES = 20;
/** What is in use after a collection is 13 MiB: what it holds beyond this is garbage. */
const GOMEMLIMIT = '48MiB';
const say = (event, data) => process.stdout.write(`${JSON.stringify({ event, ...data })}\n`);
const minute = () => Math.round((Date.now() - began) / 6_000) / 10;
const ASK = { deadlineMs: 30_000 };
/** Blocks from an epoch to the next, as `yumanet up` sets its subnets up. */
const TEMPO = 21;
/** Levels of the services' logs that say that something failed; what became of weights is judged as intents are. */
const FAILED = ['error', 'fatal'];
const OF_INTENTS = /^weights (expired|refused)$/;

const began = Date.now();
const problems = [];
const dataDir = mkdtempSync(join(tmpdir(), 'yumanet-soak-'));
process.on('exit', () => rmSync(dataDir, { recursive: true, force: true }));
const bin = join(
  dirname(createRequire(import.meta.url).resolve('@yumanet/cli/package.json')),
  'bin/yumanet.js',
);
const flags = ['--json', 'up', '--rpc-port', '0', '--data-dir', dataDir, '--block-time', String(blockTime)];
if (values.file !== undefined) flags.push('--file', values.file);
const network = spawn(process.execPath, [bin, ...flags], {
  stdio: ['ignore', 'pipe', 'pipe'],
  // Also of the miners' handlers: one that has little to do keeps its garbage for hours.
  env: { ...process.env, GOMEMLIMIT, NODE_OPTIONS: '--inspect=127.0.0.1:0' },
});
const inspectors = inspectorsOf(network.stderr);
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => stop.abort());
let ended;
const exited = new Promise((resolve) => network.once('exit', (code, signal) => resolve(code ?? signal)));
void exited.then((code) => {
  ended = code;
  stop.abort();
});

/** What the network said of its epochs and of its parts. */
const seen = { block: 0, epochs: 0, different: 0, gaps: 0, warnings: 0 };
const lastEpoch = new Map();
function onEvent(event) {
  // Why it ended: no event, but the command's last word.
  if (event.error !== undefined) problems.push(`network: ${JSON.stringify(event.error)}`);
  if (event.event === 'part-ended' || event.event === 'warning') {
    seen.warnings++;
    problems.push(`minute ${minute()}: ${JSON.stringify(event)}`);
  }
  if (event.event !== 'epoch') return;
  const { netuid, block, verdict } = event;
  seen.block = Math.max(seen.block, block);
  seen.epochs++;
  if (verdict !== 'equal') {
    seen.different++;
    problems.push(`epoch of subnet ${netuid} in block ${block}: expected equal, got ${verdict}`);
  }
  const before = lastEpoch.get(netuid);
  if (before !== undefined && block - before !== TEMPO) {
    seen.gaps++;
    problems.push(`subnet ${netuid}: expected an epoch in block ${before + TEMPO}, got the next in ${block}`);
  }
  lastEpoch.set(netuid, block);
}

const ready = await new Promise((resolve, reject) => {
  void exited.then((code) =>
    reject(new Error(`network: expected it ready, got exit ${code} ${problems.join('; ')}`)),
  );
  createInterface({ input: network.stdout }).on('line', (line) => {
    const event = JSON.parse(line);
    if (event.event === 'ready') resolve(event);
    onEvent(event);
  });
});
const validators = Object.entries(ready.parts)
  .filter(([, { grpc, hotkey, axon }]) => grpc !== undefined && hotkey !== undefined && axon === undefined)
  .map(([name, { grpc }]) => ({ account: new IntentAccount(name, TEMPO), address: grpc }));
if (validators.length === 0) problems.push('validators: expected some, got none');
say('started', {
  minutes,
  blockTime,
  network: network.pid,
  parts: Object.keys(ready.parts),
  node: process.version,
});

async function hear({ account, address }) {
  const client = createGrpcClient(ValidatorServiceService, { address });
  try {
    account.hear((await client.listReceipts({ fromEpoch: 0n }, ASK)).intents);
  } catch (error) {
    problems.push(`minute ${minute()}: ${account.name}: ${error.message}`);
  } finally {
    client.close();
  }
}

/** Parts that say they are not ready, with why. A part that says so twice running has failed. */
let unreadyBefore = new Map();
async function unreadyParts() {
  const found = new Map();
  for (const [name, { status }] of Object.entries(ready.parts)) {
    if (status === undefined) continue;
    try {
      const answer = await fetch(`${status}/readyz`, { signal: AbortSignal.timeout(ASK.deadlineMs) });
      if (!answer.ok) found.set(name, (await answer.text()).slice(0, 200));
    } catch (error) {
      found.set(name, error.message);
    }
  }
  for (const [name, why] of found)
    if (unreadyBefore.has(name)) problems.push(`minute ${minute()}: ${name} is not ready: ${why}`);
  unreadyBefore = found;
  return [...found.keys()];
}

const memory = new Map();
const keep = (name, value) => memory.set(name, [...(memory.get(name) ?? []), value]);
let used = { at: began, byPid: new Map() };

/** Cores that these processes kept busy since the last sample. */
function coresOf(pids) {
  const now = { at: Date.now(), byPid: new Map(pids.map((pid) => [pid, cpuSecondsOf(pid)])) };
  const seconds = pids.reduce((sum, pid) => sum + now.byPid.get(pid) - (used.byPid.get(pid) ?? 0), 0);
  const cores = Math.round((seconds / ((now.at - used.at) / 1_000)) * 100) / 100;
  used = now;
  return cores;
}

async function sample() {
  for (const validator of validators) await hear(validator);
  const unready = await unreadyParts();
  // First the collection: what it lets go is not resident any more.
  const own = await inspectors.own;
  const heapMb = await collectedHeapOf(own);
  keep('heap of network', heapMb);
  for (const other of [...inspectors.all].filter((address) => address !== own))
    await collectedHeapOf(other).catch(() => inspectors.all.delete(other)); // Its process is another one by now.
  const anonymousMb = {};
  const alive = [];
  for (const [name, pid] of processesOf(network.pid)) {
    try {
      anonymousMb[name] = residentOf(pid).anonymousMb;
      alive.push(pid);
    } catch {
      continue; // It ended between the two looks.
    }
    keep(name, anonymousMb[name]);
  }
  say('sample', { minutes: minute(), ...seen, cores: coresOf(alive), unready, heapMb, anonymousMb });
}

while (!stop.signal.aborted && Date.now() - began < minutes * 60_000) {
  const left = minutes * 60_000 - (Date.now() - began);
  await sleep(Math.max(0, Math.min(sampleSeconds * 1000, left)), undefined, { signal: stop.signal }).catch(
    () => undefined,
  );
  if (!stop.signal.aborted) await sample();
}

async function audit(address) {
  const client = createGrpcClient(EmissionServiceService, { address });
  try {
    const { totals } = await client.getAudit({ fromBlock: undefined, toBlock: undefined }, ASK);
    return { blocks: Number(totals.blocks), problems: Number(totals.problems), gaps: Number(totals.gaps) };
  } finally {
    client.close();
  }
}

/** How often each service logged what at `warn` and above; errors are problems. */
function logged() {
  const counts = {};
  for (const file of readdirSync(join(dataDir, 'logs'))) {
    for (const line of readFileSync(join(dataDir, 'logs', file), 'utf8').split('\n')) {
      if (!/"level":"(warn|error|fatal)"/.test(line)) continue;
      const { level, message } = JSON.parse(line);
      const what = `${file.replace(/\.log$/, '')} ${level}: ${message}`;
      counts[what] = (counts[what] ?? 0) + 1;
      if (FAILED.includes(level) && !OF_INTENTS.test(message) && counts[what] === 1)
        problems.push(`log of ${file}: ${line.slice(0, 500)}`);
    }
  }
  return counts;
}

let books;
if (ended === undefined) {
  if (unreadyBefore.size > 0) problems.push(`not ready at the end: ${[...unreadyBefore.keys()].join(', ')}`);
  books = await audit(ready.parts.emission.grpc);
  if (books.problems > 0 || books.gaps > 0)
    problems.push(`audit: ${books.problems} problems, ${books.gaps} gaps`);
  network.kill('SIGTERM');
  const code = await exited;
  if (code !== 0) problems.push(`network: expected exit 0 at its end, got ${code}`);
} else problems.push(`network: ended by itself with ${ended}`);

for (const { account } of validators) problems.push(...account.problems());
const growth = Object.fromEntries([...memory].map(([name, series]) => [name, growthOf(series) ?? null]));
for (const [name, share] of Object.entries(growth))
  if (minutes >= SETTLED_MINUTES && share !== null && share > maxGrowth)
    problems.push(`${name}: memory grew by ${share}`);
if (seen.epochs === 0) problems.push('epochs: expected some, got none');
const logs = logged();
say('end', {
  ok: problems.length === 0,
  minutes: minute(),
  ...seen,
  growth,
  judged: minutes >= SETTLED_MINUTES,
  intents: validators.map(({ account }) => account.verdict()),
  audit: books,
  logs,
  problems,
});
process.exitCode = problems.length === 0 ? 0 : 1;
