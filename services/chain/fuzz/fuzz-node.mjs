// Sends seeded nonsense to a node in a process of its own, and holds it to what it promises: it lives, it answers each
// message once, with a documented code, without a fault of its own, and its memory does not grow.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { extrinsicInput, extrinsicSeeds } from './extrinsic-inputs.mjs';
import { frameInput, handshakeInput } from './frame-inputs.mjs';
import { ODD_TEXTS, randomOf } from './random.mjs';
import { rpcInput } from './rpc-inputs.mjs';
import { FuzzSocket, HANDSHAKE, rawConnection } from './socket.mjs';

const BIN = fileURLToPath(new URL('../bin/yumanet-chain.js', import.meta.url));
const CHUNK = 500;
/** Chunks on one connection; its subscriptions end with it. */
const CHUNKS_A_CONNECTION = 10;
/** What README.md documents, the pool's and the specification's codes, 1 of Subtensor's own methods. -32603 is a fault. */
const CODES = new Set([
  ...[-32700, -32600, -32601, -32602, -32006, -32007, -32008, -32009, -32010, -32999],
  ...[-32800, -32801, -32802, -32803, -32804, 4002, 4003],
  ...[1, 1001, 1002, 1010, 1011, 1012, 1013, 1014, 1016, 1019, 1100],
]);
const FUNCTIONS = [
  ...[
    'Core_version',
    'Core_execute_block',
    'Core_initialize_block',
    'Metadata_metadata_at_version',
    'NoSuch_api',
  ],
  ...['AccountNonceApi_account_nonce', 'BlockBuilder_apply_extrinsic', 'BlockBuilder_finalize_block'],
  ...[
    'NeuronInfoRuntimeApi_get_neurons',
    'SubnetInfoRuntimeApi_get_subnets_info',
    'TransactionPaymentApi_query_info',
  ],
  ...['DelegateInfoRuntimeApi_get_delegate', 'TaggedTransactionQueue_validate_transaction'],
];

/**
 * @param seed, from, inputs which inputs: `from` … `from + inputs - 1` of the seed.
 * @param onProgress called with figures now and then.
 * @returns figures; `failures` is empty when all is well.
 */
export async function fuzzNode({ seed, from = 0, inputs, onProgress = () => undefined }) {
  const node = await startNode();
  const figures = { seed, from, inputs, sent: 0, answers: 0, codes: {}, memoryMb: [], failures: [] };
  const fail = (text) => figures.failures.length < 20 && figures.failures.push(text);
  const good = await FuzzSocket.open(node.rpc);
  const known = await learn(good, seed);
  let open;
  try {
    for (let index = from, chunk = 0; index < from + inputs; index += CHUNK, chunk++) {
      const end = Math.min(index + CHUNK, from + inputs);
      if (open === undefined || chunk % CHUNKS_A_CONNECTION === 0 || !open.isOpen) {
        open?.close();
        open = await FuzzSocket.open(node.rpc);
      }
      await sendChunk({ seed, index, end, known, open, port: node.port, figures, fail });
      await good.ask('system_health');
      if (node.ended !== undefined) break;
      figures.memoryMb.push(residentOf(node.pid));
      if (chunk % 100 === 99) onProgress(figures);
    }
  } catch (error) {
    fail(`after input ${from + figures.sent}: ${error.message}`);
  }
  open?.close();
  good.close();
  if (node.ended !== undefined) fail(`the node ended with ${node.ended}`);
  for (const line of node.faults) fail(`fault: ${line.slice(0, 600)}`);
  const status = await node.stop();
  if (status !== 0) fail(`exit status: expected 0, got ${status}`);
  return figures;
}

/** Sends some inputs, pipelined, and waits until each has its answer. */
async function sendChunk({ seed, index, end, known, open, port, figures, fail }) {
  let expected = 0;
  let raw;
  const inputs = [];
  open.answers = [];
  for (let i = index; i < end; i++) {
    const random = randomOf(seed, i);
    const kind = random.next();
    figures.sent++;
    if (kind < 0.2) {
      raw = sendRaw(random, known, port, raw);
      continue;
    }
    const text = kind < 0.6 ? extrinsicInput(random, known) : rpcInput(random, known);
    open.sendText(text);
    inputs.push(i);
    expected += answersTo(text);
  }
  raw?.destroy();
  const deadline = Date.now() + 60_000;
  while (open.answers.length < expected && open.isOpen && Date.now() < deadline)
    await new Promise((resolve) => setTimeout(resolve, 2));
  figures.answers += open.answers.length;
  if (open.answers.length !== expected)
    fail(
      `inputs ${index}..${end - 1}: expected ${expected} answers, got ${open.answers.length} (open: ${open.isOpen})`,
    );
  for (const answer of open.answers.flat())
    check(answer, figures, (text) => fail(`inputs ${index}..${end - 1}: ${text}`));
}

/** A connection takes what it gets until it is closed; then there is another. */
function sendRaw(random, known, port, raw) {
  if (random.chance(0.05)) {
    raw?.destroy();
    raw = rawConnection(port, handshakeInput(random, HANDSHAKE));
  } else if (raw === undefined || raw.destroyed || !raw.writable) raw = rawConnection(port);
  raw.write(frameInput(random, rpcInput(random, known)));
  return raw;
}

/** How many answers the specification of JSON-RPC 2.0 wants to a text. */
function answersTo(text) {
  let message;
  try {
    message = JSON.parse(text);
  } catch {
    return 1;
  }
  if (!Array.isArray(message)) return isNotification(message) ? 0 : 1;
  return message.length > 0 && message.every(isNotification) ? 0 : 1;
}

function isNotification(message) {
  if (typeof message !== 'object' || message === null || message.id !== undefined) return false;
  const { jsonrpc, method, params } = message;
  return (
    jsonrpc === '2.0' &&
    typeof method === 'string' &&
    (params === undefined || params === null || Array.isArray(params))
  );
}

function check(answer, figures, fail) {
  const { jsonrpc, error, result } = answer;
  if (jsonrpc !== '2.0' || (error === undefined) === (result === undefined))
    fail(`expected an answer, got ${JSON.stringify(answer).slice(0, 200)}`);
  const code = error?.code ?? 'ok';
  figures.codes[code] = (figures.codes[code] ?? 0) + 1;
  if (error !== undefined && !CODES.has(code))
    fail(`expected a documented code, got ${JSON.stringify(error).slice(0, 300)}`);
}

/** What nonsense is made of: things that this chain has. */
async function learn(client, seed) {
  const { methods } = await client.ask('rpc_methods');
  const genesis = await client.ask('chain_getBlockHash', 0);
  const head = await client.ask('chain_getBlockHash');
  const { block } = await client.ask('chain_getBlock', head);
  const keys = await client.ask('state_getKeysPaged', '0x', 500);
  const { specVersion, transactionVersion } = await client.ask('state_getRuntimeVersion');
  const chain = { specVersion, transactionVersion, genesis: Buffer.from(genesis.slice(2), 'hex') };
  const signed = extrinsicSeeds(randomOf(seed, -1), chain).map((bytes) => `0x${bytes.toString('hex')}`);
  const extrinsics = [...signed, ...block.extrinsics];
  return {
    methods,
    keys,
    extrinsics,
    functions: [...FUNCTIONS, ...ODD_TEXTS],
    hashes: [genesis, head, `0x${'ab'.repeat(32)}`],
  };
}

async function startNode() {
  const args = ['--json', '--rpc-port', '0', '--log-level', 'error', '--block-time', '1'];
  const child = spawn(process.execPath, [BIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const node = { pid: child.pid, faults: [], ended: undefined };
  child.stderr.on('data', (data) => node.faults.length < 20 && node.faults.push(data.toString()));
  const exited = new Promise((resolve) =>
    child.once('exit', (code, signal) => {
      node.ended ??= code ?? signal;
      resolve(code ?? signal);
    }),
  );
  const ready = await new Promise((resolve, reject) => {
    child.stdout.once('data', (line) => resolve(JSON.parse(line.toString())));
    void exited.then((code) => reject(new Error(`the node ended with ${code} before it was ready`)));
  });
  const stop = () => {
    child.kill('SIGTERM');
    return exited;
  };
  return Object.assign(node, { rpc: ready.rpc, port: Number(new URL(ready.http).port), stop });
}

/** Megabytes that no file backs. Linux; elsewhere undefined. */
function residentOf(pid) {
  try {
    const kilobytes = /^RssAnon:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Math.round(Number(kilobytes) / 102.4) / 10;
  } catch {
    return undefined;
  }
}
