// `npm run bench` of a cluster’s reads: metagraphs a second with no, one and two standbys that answer too, in all and per second of a
// core that the chain’s nodes used. Where there are fewer cores than processes the first figure stands still and the second tells
// whether a node more costs the others anything. Prints one JSON line each.
//   node bench/cluster-reads.mjs [--seconds 5] [--standbys 0,1,2]
import { readFileSync } from 'node:fs';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { NatsCluster, ensureNatsServer } from '@yumanet/service-kit';
import { WebSocket } from 'ws';
import { startChain } from '../load/chain.mjs';

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '5' }, standbys: { type: 'string', default: '0,1,2' } },
  allowPositionals: true,
});
const SECONDS = Number(values.seconds);
const NETWORK = 3;
const PIPELINED = 8;
const ROUNDS = 3;
/** Linux counts a process’s time in hundredths of a second. */
const TICKS = 100;
const EXCERPT = fileURLToPath(
  new URL('../../services/chain/test/vectors/finney-genesis-excerpt.json', import.meta.url),
);
const QUESTION = JSON.stringify({
  jsonrpc: '2.0',
  id: 1,
  method: 'neuronInfo_getNeuronsLite',
  params: [NETWORK],
});

const round = (value, digits = 2) => Number(value.toFixed(digits));

/** Seconds of a core that a process has used. */
function usedBy(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\)\s/s, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
}

/** Asks one node for as long as that, `PIPELINED` questions on their way; answers are counted, not read. */
async function ask(url, until) {
  const socket = new WebSocket(url);
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  let answers = 0;
  let bytes = 0;
  await new Promise((resolve, reject) => {
    socket.once('error', reject).once('close', resolve);
    socket.on('message', (data) => {
      answers++;
      bytes = data.length;
      if (performance.now() < until) socket.send(QUESTION);
      else socket.close();
    });
    for (let i = 0; i < PIPELINED; i++) socket.send(QUESTION);
  });
  return { answers, bytes };
}

async function measure(nodes) {
  const used = () => nodes.reduce((sum, { pid }) => sum + usedBy(pid), 0);
  const [began, before, own] = [performance.now(), used(), process.cpuUsage()];
  const all = await Promise.all(nodes.map(({ ready }) => ask(ready.rpc, began + SECONDS * 1_000)));
  const seconds = (performance.now() - began) / 1_000;
  const { user, system } = process.cpuUsage(own);
  const reads = all.reduce((sum, { answers }) => sum + answers, 0);
  return {
    readsPerSecond: reads / seconds,
    readsPerCoreSecond: reads / (used() - before),
    cores: (used() - before) / seconds,
    askerCores: (user + system) / 1e6 / seconds,
    bytes: all[0].bytes,
  };
}

const folder = mkdtempSync(join(tmpdir(), 'yumanet-bench-'));
ensureNatsServer();
const nats = new NatsCluster({ dir: join(folder, 'nats') });
await nats.start();
const nodes = [];
try {
  let alone;
  for (const standbys of values.standbys.split(',').map(Number)) {
    while (nodes.length < standbys + 1) {
      const name = `chain-${nodes.length + 1}`;
      nodes.push(
        await startChain(
          ...['--cluster', name, '--nats-url', nats.urls.join(','), '--data-dir', join(folder, name)],
          ...['--genesis-snapshot', EXCERPT, '--block-time', '12'],
        ),
      );
    }
    await measure(nodes);
    const all = [];
    for (let i = 0; i < ROUNDS; i++) all.push(await measure(nodes));
    const median = (key) => all.map((each) => each[key]).sort((a, b) => a - b)[Math.floor(ROUNDS / 2)];
    alone ??= median('readsPerCoreSecond');
    process.stdout.write(
      `${JSON.stringify({
        bench: 'cluster metagraph reads',
        standbys,
        readsPerSecond: round(median('readsPerSecond'), 0),
        readsPerCoreSecond: round(median('readsPerCoreSecond'), 0),
        perCoreSecondToOneNode: round(median('readsPerCoreSecond') / alone),
        nodesCores: round(median('cores')),
        askerCores: round(median('askerCores')),
        answerKb: round(median('bytes') / 1024, 1),
        machineCores: availableParallelism(),
      })}\n`,
    );
  }
} finally {
  await Promise.all(nodes.map((node) => node.stop()));
  await nats.stop();
  rmSync(folder, { recursive: true, force: true });
}
