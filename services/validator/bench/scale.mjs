#!/usr/bin/env node
/**
 * Rounds per minute of one validator with 1, 2, 4 … workers: real workers in processes of their own, a real bus, miners that
 * answer at once. The number that matters is `efficiency`: questions for a second of the workers' CPU, as a share of what
 * signing the question and verifying the answer alone would allow in the same run.
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { keyFromUri } from '@yumanet/chain-client';
import { Bus, NatsServerProcess, ensureNatsServer } from '@yumanet/service-kit';
import { signRequest, signResponse, verifyResponse } from '@yumanet/subnet-kit/axon';
import { conductRound } from '../dist/scoring/conduct-round.js';
import { toldRound } from '../dist/scoring/round-result.js';
import { RoundStore } from '../dist/scoring/round-store.js';
import { openScoringQueue } from '../dist/scoring/scoring-queue.js';

const HELP = `usage: node bench/scale.mjs [--miners 192] [--workers 1,2,4] [--seconds 15] [--axon-processes 2] [--part-miners 8] [--concurrency 16] [--json]
`;
const HERE = fileURLToPath(new URL('.', import.meta.url));
const BIN = join(HERE, '..', 'bin', 'yumanet-validator.js');
const URI = '//Charlie';
const QUERY_MS = 12_000;

function options() {
  const number = { type: 'string' };
  const { values } = parseArgs({
    options: {
      ...{ miners: number, workers: number, seconds: number, 'axon-processes': number },
      ...{ 'part-miners': number, concurrency: number },
      ...{ json: { type: 'boolean' }, help: { type: 'boolean' } },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    process.exit(0);
  }
  const whole = (name, text, most) => {
    const value = Number(text);
    if (Number.isInteger(value) && value >= 1 && value <= most) return value;
    process.stderr.write(`--${name}: expected a whole number from 1 to ${most}, got ${text}\n${HELP}`);
    process.exit(2);
  };
  return {
    miners: whole('miners', values.miners ?? '192', 4_096),
    workers: (values.workers ?? '1,2,4').split(',').map((each) => whole('workers', each, 64)),
    seconds: whole('seconds', values.seconds ?? '15', 600),
    axonProcesses: whole('axon-processes', values['axon-processes'] ?? '2', 64),
    partMiners: whole('part-miners', values['part-miners'] ?? '8', 1_024),
    concurrency: whole('concurrency', values.concurrency ?? '16', 4_096),
    json: values.json ?? false,
  };
}

/** A child that says one line of JSON when it is ready. */
async function child(args, env = {}) {
  const process_ = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = await once(createInterface({ input: process_.stdout }), 'line');
  const end = async (signal) => {
    const exited = once(process_, 'exit');
    process_.stdin.end();
    if (signal) process_.kill(signal);
    await exited;
  };
  return { said: JSON.parse(line), end };
}

/** Seconds of CPU that a worker has used. */
async function cpuOf({ said }) {
  const text = await (await fetch(`${said.status}/metrics`)).text();
  return Number(/^process_cpu_seconds_total(?:\{[^}]*\})? (\S+)/m.exec(text)?.[1]);
}

/** Seconds of CPU for signing a question and verifying its answer, nothing else. */
async function costOfCrypto(key, axonKey, miners) {
  const body = Buffer.from(JSON.stringify({ question: 'x'.repeat(50) }));
  const fields = { netuid: 1, task: 'bench-claims', axonHotkey: axonKey.address, body };
  const answer = Buffer.from(JSON.stringify({ worth: 0.5 }));
  let seconds = 0;
  let count = 0;
  for (let turn = 0; turn < 5; turn++) {
    const responses = [];
    const began = process.cpuUsage();
    const requests = Array.from({ length: miners }, (_, i) =>
      signRequest(key, { ...fields, nonce: BigInt(1 + turn * miners + i) }),
    );
    seconds += cpuSeconds(process.cpuUsage(began));
    for (const request of requests) responses.push(signResponse(axonKey, request, answer));
    const again = process.cpuUsage();
    for (const [i, request] of requests.entries()) await verifyResponse(request, responses[i]);
    seconds += cpuSeconds(process.cpuUsage(again));
    count += miners;
  }
  return seconds / count;
}

/** Milliseconds that all cores were idle, since the machine started. */
const idleMs = () => cpus().reduce((sum, { times }) => sum + times.idle, 0);
const cpuSeconds = ({ user, system }) => (user + system) / 1e6;

const given = options();
ensureNatsServer();
const dir = mkdtempSync(join(tmpdir(), 'yumanet-scale-'));
const nats = new NatsServerProcess({ dir });
await nats.start();
const bus = new Bus({ servers: [nats.url], connectionName: 'bench' });
await bus.start();
const key = await keyFromUri(URI);
const each = Math.ceil(given.miners / given.axonProcesses);
const farms = await Promise.all(
  Array.from({ length: given.axonProcesses }, (_, i) =>
    child([join(HERE, 'axons.mjs'), String(i * each), String(Math.min(each, given.miners - i * each))]),
  ),
);
const neurons = farms
  .flatMap(({ said }) => said)
  .map(({ uid, hotkey, address }) => ({
    uid,
    hotkey,
    registeredAt: 1,
    axon: { address, servedAt: 2, protocol: 'grpc' },
  }));
const crypto = await costOfCrypto(key, await keyFromUri('//bench//0'), given.miners);
const own = {
  network: `bench-${randomBytes(4).toString('hex')}`,
  replicas: 1,
  netuid: 1,
  hotkey: key.address,
};
const conductor = {
  ...own,
  ...{ store: await RoundStore.open(bus, own), queue: await openScoringQueue(bus, own), clock: bus.clock },
  ...{ queryMs: QUERY_MS, queryConcurrency: given.concurrency, partMiners: given.partMiners },
};

const rows = [];
let block = 100;
for (const count of given.workers) {
  const flags = [
    '--json',
    '--role',
    'worker',
    '--network',
    own.network,
    '--netuid',
    '1',
    '--log-level',
    'warn',
  ];
  const bounds = ['--query-concurrency', given.concurrency, '--part-miners', given.partMiners].map(String);
  const at = ['--nats-servers', nats.url, '--mechanism', join(HERE, 'claims-mechanism.mjs')];
  const workers = await Promise.all(
    Array.from({ length: count }, () =>
      child([BIN, ...flags, ...bounds, ...at], { YUMANET_VALIDATOR_HOTKEY_URI: URI }),
    ),
  );
  const round = async () => {
    block += 1;
    const metagraph = { netuid: 1, block, neurons, minAllowedWeights: 1, maxWeightsLimit: 65_535 };
    const conducted = await conductRound(
      conductor,
      metagraph,
      new Map(),
      new Map(),
      AbortSignal.timeout(120_000),
    );
    const bad = toldRound(conducted).queries.filter(({ error }) => error !== '');
    if (bad.length > 0) throw new Error(`round: expected every miner to answer, got ${bad[0].error}`);
  };
  // Connections are made in the first rounds.
  for (let i = 0; i < 3; i++) await round();
  const cpuBefore = (await Promise.all(workers.map(cpuOf))).reduce((a, b) => a + b, 0);
  const ownBefore = process.cpuUsage();
  const idleBefore = idleMs();
  const began = performance.now();
  let rounds = 0;
  while (performance.now() - began < given.seconds * 1_000) {
    await round();
    rounds += 1;
  }
  const seconds = (performance.now() - began) / 1_000;
  const idle = (idleMs() - idleBefore) / 1_000 / seconds;
  const workerCpu = (await Promise.all(workers.map(cpuOf))).reduce((a, b) => a + b, 0) - cpuBefore;
  const ownCpu = cpuSeconds(process.cpuUsage(ownBefore));
  for (const worker of workers) await worker.end('SIGTERM');
  const questions = rounds * given.miners;
  rows.push({
    workers: count,
    rounds,
    roundsPerMinute: Math.round((rounds * 600) / seconds) / 10,
    workerCores: Math.round((workerCpu / seconds) * 100) / 100,
    machineCores: Math.round((availableParallelism() - idle) * 100) / 100,
    coordinatorCores: Math.round((ownCpu / seconds) * 100) / 100,
    questionsPerCoreSecond: Math.round(questions / workerCpu),
    efficiency: Math.round((questions / workerCpu) * crypto * 1_000) / 1_000,
  });
  if (!given.json) process.stderr.write(`${JSON.stringify(rows.at(-1))}\n`);
}
const report = {
  miners: given.miners,
  cores: availableParallelism(),
  signAndVerifyPerCoreSecond: Math.round(1 / crypto),
  rows,
};
if (given.json) process.stdout.write(`${JSON.stringify(report)}\n`);
else {
  process.stdout.write(
    `${given.miners} miners, ${report.cores} cores; signing and verifying alone: ${report.signAndVerifyPerCoreSecond} questions per core second\n`,
  );
  console.table(rows);
}
for (const farm of farms) await farm.end();
await bus.stop();
await nats.stop();
rmSync(dir, { recursive: true, force: true });
