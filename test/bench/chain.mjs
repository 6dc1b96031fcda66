// `npm run bench` of the chain: how long until it answers, what an empty block costs, and how many signed transfers a
// second it seals, as a share of the sr25519 checks that this machine can do on all cores. Prints one JSON line each.
//   node bench/chain.mjs [transfers, default 3000]
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ApiPromise, Keyring, WsProvider } from '@polkadot/api';
import { cryptoWaitReady } from '@polkadot/util-crypto';

const chainRoot = dirname(createRequire(import.meta.url).resolve('@yumanet/chain/package.json'));
const bin = join(chainRoot, 'bin', 'yumanet-chain.js');
const inside = (path) => import(pathToFileURL(join(chainRoot, 'dist', path)).href);
const TRANSFERS = Number(process.argv[2] ?? 3000);
const SENDERS = 100;

const say = (name, figures) => process.stdout.write(`${JSON.stringify({ bench: name, ...figures })}\n`);
const round = (value, digits = 2) => Number(value.toFixed(digits));
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** Starts a chain and waits for its ready line. */
async function startChain(...flags) {
  const child = spawn(process.execPath, [bin, '--json', '--rpc-port', '0', '--log-level', 'warn', ...flags], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ready = await new Promise((resolve, reject) => {
    child.stdout.once('data', (line) => resolve(JSON.parse(line.toString())));
    child.once('exit', (code) => reject(new Error(`chain ended with ${code}`)));
  });
  const stop = () =>
    new Promise((resolve) => {
      child.removeAllListeners('exit');
      child.once('exit', resolve);
      child.kill('SIGTERM');
    });
  return { ready, stop };
}

async function rpc(http, method, ...params) {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
  const { result, error } = await (await fetch(http, { method: 'POST', body })).json();
  if (error) throw new Error(JSON.stringify(error));
  return result;
}

async function benchStart() {
  const times = [];
  for (let run = 0; run < 5; run++) {
    const started = performance.now();
    const { ready, stop } = await startChain();
    await rpc(ready.http, 'system_chain');
    times.push(performance.now() - started);
    await stop();
  }
  say('start to first answered RPC', { medianMs: round(median(times), 0), goalMs: 1000, chopsticksMs: 4500 });
}

async function benchEmptyBlock() {
  const { startChainService } = await inside('chain-service.js');
  const { configSchema } = await inside('config/schema.js');
  const quiet = { info() {}, warn() {}, debug() {}, error() {}, child: () => quiet };
  for (const fsync of [false, true]) {
    const dataDir = mkdtempSync(join(tmpdir(), 'yumanet-bench-'));
    const config = configSchema.parse({ sealing: 'manual', time: 'simulated', rpcPort: 0, dataDir, fsync });
    const onFatal = (error) => {
      throw error;
    };
    const service = await startChainService(config, { log: quiet, version: '0', onFatal });
    const times = [];
    for (let n = 0; n < 600; n++) {
      const started = performance.now();
      await service.chain.seal();
      if (n >= 100) times.push(performance.now() - started);
    }
    await service.stop();
    rmSync(dataDir, { recursive: true, force: true });
    const figures = { fsync, medianMs: round(median(times)), p99Ms: round(times.sort((a, b) => a - b)[495]) };
    say('empty block, written', { ...figures, goalMs: 2, upstreamWasmInV8Ms: 9 });
  }
}

/** Signs transfers of many senders, each with nonces of its own. */
async function signTransfers(url) {
  await cryptoWaitReady();
  const api = await ApiPromise.create({ provider: new WsProvider(url), noInitWarn: true });
  const keyring = new Keyring({ type: 'sr25519' });
  const options = (nonce) => ({
    nonce,
    era: api.createType('ExtrinsicEra'),
    blockHash: api.genesisHash,
    genesisHash: api.genesisHash,
    runtimeVersion: api.runtimeVersion,
  });
  const [alice, bob] = ['//Alice', '//Bob'].map((uri) => keyring.addFromUri(uri));
  const senders = Array.from({ length: SENDERS }, (_, i) => keyring.addFromUri(`//Bench//${i}`));
  const gifts = senders.map(({ address }, nonce) =>
    api.tx.balances.transferKeepAlive(address, 10_000_000_000n).sign(alice, options(nonce)).toHex(),
  );
  const transfers = Array.from({ length: TRANSFERS }, (_, i) =>
    api.tx.balances
      .transferKeepAlive(bob.address, 1000n)
      .sign(senders[i % SENDERS], options(Math.floor(i / SENDERS)))
      .toHex(),
  );
  await api.disconnect();
  return { gifts, transfers };
}

/** What all cores can check when they do nothing else. */
async function verifyRate(transfers) {
  const { SignatureVerifier } = await inside('node/signatures/signature-verifier.js');
  const { sign, secretFromSeed, getPublicKey } = await import(
    pathToFileURL(createRequire(join(chainRoot, 'package.json')).resolve('@scure/sr25519')).href
  );
  const secret = secretFromSeed(new Uint8Array(32).fill(1));
  const signer = getPublicKey(secret);
  const checks = transfers.slice(0, 1500).map((hex) => {
    const message = Buffer.from(hex.slice(2), 'hex').subarray(0, 120);
    return { kind: 'sr25519', signature: sign(secret, message), message: new Uint8Array(message), signer };
  });
  const verifier = new SignatureVerifier();
  await Promise.all(checks.slice(0, 100).map((check) => verifier.verify(check)));
  const started = performance.now();
  const answers = await Promise.all(checks.slice(100).map((check) => verifier.verify(check)));
  const seconds = (performance.now() - started) / 1000;
  await verifier.close();
  if (answers.includes(false)) throw new Error('a good signature was called bad');
  return answers.length / seconds;
}

/** Sends everything over one WebSocket and waits until all of it is in blocks. */
async function benchTransfers() {
  const { ready, stop } = await startChain('--sealing', 'interval', '--block-time', '1');
  const { gifts, transfers } = await signTransfers(ready.rpc);
  const rate = await verifyRate(transfers);
  const provider = new WsProvider(ready.rpc, false);
  await provider.connect();
  await provider.isReady;
  let included = 0;
  await provider.subscribe('chain_newHead', 'chain_subscribeNewHeads', [], async (_, { number }) => {
    const hash = await provider.send('chain_getBlockHash', [number]);
    const { block } = await provider.send('chain_getBlock', [hash]);
    included += block.extrinsics.length - 1;
  });
  const until = async (count) => {
    while (included < count) await new Promise((resolve) => setTimeout(resolve, 20));
  };
  await Promise.all(gifts.map((gift) => provider.send('author_submitExtrinsic', [gift])));
  await until(gifts.length);
  const started = performance.now();
  await Promise.all(transfers.map((transfer) => provider.send('author_submitExtrinsic', [transfer])));
  const accepted = (performance.now() - started) / 1000;
  await until(gifts.length + transfers.length);
  const sealed = (performance.now() - started) / 1000;
  await provider.disconnect();
  await stop();
  const perSecond = transfers.length / sealed;
  say('signed transfers sealed', {
    transfers: transfers.length,
    acceptedPerSecond: round(transfers.length / accepted, 0),
    sealedPerSecond: round(perSecond, 0),
    sr25519ChecksPerSecond: round(rate, 0),
    ratio: round(perSecond / rate),
    goalRatio: 0.8,
  });
}

say('machine', { cores: availableParallelism(), cpu: cpus()[0]?.model, node: process.version });
await benchStart();
await benchEmptyBlock();
await benchTransfers();
process.exit(0);
