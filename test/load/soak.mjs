// `npm run soak`: one node, many clients, many blocks, for hours; is the memory flat, is every block heard, is no
// subscription lost? One JSON line a sample, one at the end; exit status 1 when something was lost or memory grew.
import { parseArgs } from 'node:util';
import { startInspectedChain } from './chain.mjs';
import { collectedHeapOf, growthOf, residentOf } from './memory.mjs';
import { createSigner, RAO_PER_TAO } from './signer.mjs';
import { isSender, kindsOf } from './soak-clients.mjs';
import { SocketClient } from './socket-client.mjs';
import { Watch } from './soak-watch.mjs';

const HELP = `npm run soak -w @yumanet/test -- [options]

  --minutes N         how long (default 120)
  --clients N         WebSocket clients (default 100)
  --block-ms N        milliseconds between blocks (default 100)
  --sample-seconds N  seconds between lines (default 60)
  --max-growth SHARE  of memory, from the second quarter to the last (default 0.1)
  --json              accepted, for all commands have it: the output is JSON lines anyway

Example: npm run soak -w @yumanet/test -- --minutes 2 --sample-seconds 10
`;

const { values } = parseArgs({
  options: {
    help: { type: 'boolean' },
    json: { type: 'boolean' },
    minutes: { type: 'string', default: '120' },
    clients: { type: 'string', default: '100' },
    'block-ms': { type: 'string', default: '100' },
    'sample-seconds': { type: 'string', default: '60' },
    'max-growth': { type: 'string', default: '0.1' },
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
const [minutes, clients, blockMs] = [number('minutes'), number('clients'), number('block-ms')];
const [sampleSeconds, maxGrowth] = [number('sample-seconds'), number('max-growth')];
const SETTLED_MINUTES = 20;
const say = (event, data) => process.stdout.write(`${JSON.stringify({ event, ...data })}\n`);

const chain = await startInspectedChain('--block-time', String(blockMs / 1000));
const { rpc } = chain.ready;
const inspector = await chain.inspector;
const transfer = await createSigner(rpc);
const watch = new Watch((index, nonce) => transfer(`//Soak//${index}`, '//Bob', 1000n, nonce));

const control = await SocketClient.open(rpc);
const kinds = kindsOf((await control.send('rpc_methods')).methods);
const plan = Array.from({ length: clients }, (_, index) => kinds[index % kinds.length]);
await fundSenders();
const head = async () => Number.parseInt((await control.send('chain_getHeader')).number, 16);
const firstBlock = await head();
const began = Date.now();
const samples = [];
const running = plan.map((run, index) =>
  run(rpc, watch, index).catch((error) => {
    watch.lostOne(run.name || 'follows', error.message);
  }),
);
say('started', { clients, kinds: kinds.length, blockMs, minutes, chain: chain.pid, node: process.version });
// Whoever stops it early gets the verdict on what there was, and no chain is left behind.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => watch.stop());
void chain.exited.then((code) => {
  if (watch.stopped) return;
  watch.lostOne('chain', `ended with ${code}`);
  watch.stop();
});

const until = began + minutes * 60_000;
while (!watch.stopped && Date.now() < until) {
  await watch.pause(Math.min(sampleSeconds * 1000, Math.max(until - Date.now(), 0)));
  if (!watch.stopped) await sample();
}
watch.stop();
await Promise.all(running);
const blocks = (await head()) - firstBlock;
control.close();
const exitStatus = await chain.stop();
verdict();

async function fundSenders() {
  let nonce = 0;
  for (const [index, kind] of plan.entries()) {
    if (!isSender(kind)) continue;
    await control.send(
      'author_submitExtrinsic',
      transfer('//Alice', `//Soak//${index}`, 100n * RAO_PER_TAO, nonce++),
    );
  }
}

async function sample() {
  watch.checkSilence();
  const memory = { ...residentOf(chain.pid), heapMb: await collectedHeapOf(inspector) };
  samples.push(memory);
  const clientMb = Math.round(process.memoryUsage.rss() / 1024 / 1024);
  const minute = Math.round((Date.now() - began) / 6000) / 10;
  say('sample', { minute, block: await head(), ...memory, clientMb, ...watch.counts });
}

function verdict() {
  const seconds = (Date.now() - began) / 1000;
  const growth = {
    anonymous: growthOf(samples.map(({ anonymousMb }) => anonymousMb)),
    heap: growthOf(samples.map(({ heapMb }) => heapMb)),
  };
  const { gaps, lost } = watch.counts;
  // Before caches are full and V8 has settled, growth says nothing.
  const flat =
    growth.anonymous === undefined || minutes < SETTLED_MINUTES
      ? undefined
      : growth.anonymous <= maxGrowth && growth.heap <= maxGrowth;
  const ok = gaps === 0 && lost === 0 && exitStatus === 0 && flat !== false;
  const blocksPerSecond = Math.round((blocks / seconds) * 100) / 100;
  say('end', {
    ok,
    seconds: Math.round(seconds),
    blocks,
    blocksPerSecond,
    growth,
    flat,
    ...watch.counts,
    examples: watch.examples,
  });
  process.exitCode = ok ? 0 : 1;
}
