// `npm run bench` of the development node: what a snapshot and the way back cost at a thousand and at a million keys, and
// how long a fork of another node takes to its first block, beside a chain of its own. Prints one JSON line each.
//   node bench/dev.mjs [keys, default 1000000]
import { mkdtempSync, rmSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const chainRoot = dirname(createRequire(import.meta.url).resolve('@yumanet/chain/package.json'));
const bin = join(chainRoot, 'bin', 'yumanet-chain.js');
const inside = (path) => import(pathToFileURL(join(chainRoot, 'dist', path)).href);
const KEYS = Number(process.argv[2] ?? 1_000_000);
const FEW = 1000;
const RUNS = 15;
/** What happens between a snapshot and the way back. */
const BLOCKS = 5;
const CHANGED = 100;

const say = (name, figures) => process.stdout.write(`${JSON.stringify({ bench: name, ...figures })}\n`);
const round = (value, digits = 2) => Number(value.toFixed(digits));
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const keyOf = (i) => `ffff${i.toString(16).padStart(60, '0')}`;

/** The runtime of the chain's spec with more keys at genesis: written at once, one tree for all. */
function withKeys({ runtime, snapshots }, keys) {
  const value = Uint8Array.of(1, 2, 3, 4);
  const buildGenesis = (config, storage) => {
    runtime.buildGenesis(config, storage);
    for (let i = 0; i < keys; i++) storage.put(keyOf(i), value);
  };
  return { runtime: { ...runtime, buildGenesis }, snapshots };
}

async function benchSnapshots(keys) {
  const { startChainService } = await inside('chain-service.js');
  const { configSchema } = await inside('config/schema.js');
  const { loadSpec } = await inside('chain-spec/load-spec.js');
  const { specRuntime } = await inside('chain-spec/spec-runtime.js');
  const quiet = { info() {}, warn() {}, debug() {}, error() {}, child: () => quiet };
  const dataDir = mkdtempSync(join(tmpdir(), 'yumanet-bench-'));
  const config = configSchema.parse({ sealing: 'manual', time: 'simulated', rpcPort: 0, dataDir });
  const onFatal = (error) => {
    throw error;
  };
  const runtime = withKeys(specRuntime(loadSpec({ network: config.network })), keys);
  const service = await startChainService(config, { log: quiet, version: '0', onFatal, runtime });
  const { chain } = service;
  const times = { snapshot: [], revert: [] };
  for (let run = 0; run < RUNS; run++) {
    let started = performance.now();
    const id = chain.snapshots.take();
    times.snapshot.push(performance.now() - started);
    for (let block = 0; block < BLOCKS; block++) await chain.seal();
    await chain.amend(
      new Map(
        Array.from({ length: CHANGED }, (_, i) => [keyOf((i * 9973 + run) % keys), Uint8Array.of(run)]),
      ),
    );
    started = performance.now();
    await chain.snapshots.revert(id);
    times.revert.push(performance.now() - started);
  }
  await service.stop();
  rmSync(dataDir, { recursive: true, force: true });
  return { snapshotMs: median(times.snapshot), revertMs: median(times.revert) };
}

/** Starts a node and makes a block. @returns how long that took, and what the node says of its fork. */
async function firstBlock(...flags) {
  const started = performance.now();
  const args = [bin, '--json', '--rpc-port', '0', '--log-level', 'error', '--sealing', 'manual', ...flags];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ready = await new Promise((resolve, reject) => {
    child.stdout.once('data', (line) => resolve(JSON.parse(line.toString())));
    child.once('exit', (code) => reject(new Error(`chain ended with ${code}`)));
  });
  child.removeAllListeners('exit');
  const rpc = async (method, ...params) => {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
    const { result, error } = await (await fetch(ready.http, { method: 'POST', body })).json();
    if (error) throw new Error(JSON.stringify(error));
    return result;
  };
  const startedMs = performance.now() - started;
  await rpc('dev_newBlock');
  const blockMs = performance.now() - started - startedMs;
  const fork = await rpc('dev_fork');
  const stop = () =>
    new Promise((resolve) => {
      child.once('exit', resolve);
      child.kill('SIGTERM');
    });
  return { ready, stop, startedMs, blockMs, requests: fork?.requests };
}

const few = await benchSnapshots(FEW);
const many = await benchSnapshots(KEYS);
say('snapshot and revert', {
  keys: KEYS,
  snapshotMs: round(many.snapshotMs, 3),
  revertMs: round(many.revertMs),
  goalMs: 50,
  timesAsLongAsAtAThousandKeys: round(many.revertMs / few.revertMs),
});

const upstream = await firstBlock();
const fork = await firstBlock('--fork', upstream.ready.rpc, '--block', '1');
await fork.stop();
await upstream.stop();
say('fork, first block', {
  startMs: round(fork.startedMs, 0),
  blockMs: round(fork.blockMs, 0),
  requests: fork.requests,
  timesAsLongAsAChainOfItsOwn: round(
    (fork.startedMs + fork.blockMs) / (upstream.startedMs + upstream.blockMs),
  ),
});
