// How reliably scores order miners by true quality: N sets of miners, each with models of its own, 20 rounds a set.
//   npm run bench -w @yumanet/image-recognition -- --miners 20
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createMechanism, qualityOf } from '../dist/index.js';

const ROUNDS = 20;
const { values } = parseArgs({
  options: { miners: { type: 'string', default: '3' }, json: { type: 'boolean', default: false } },
});
const sets = Number(values.miners);
if (!Number.isInteger(sets) || sets < 1) {
  process.stderr.write(`--miners: expected a whole number from 1, got ${values.miners}\n`);
  process.exit(2);
}

const mechanism = createMechanism();
// Who copies has no quality of its own.
const backends = mechanism.handler.backends.filter((name) => name !== 'copycat');
const { signal } = new AbortController();
const root = mkdtempSync(join(tmpdir(), 'yumanet-order-'));
const mean = (numbers) => numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
const seen = new Map(backends.map((name) => [name, { accuracy: [], logLoss: [], score: [], cpu: [] }]));
let [rounds, ordered, setsOrdered] = [0, 0, 0];

async function open(backend, set) {
  const dataDir = mkdtempSync(join(root, `${backend}-`));
  const began = process.cpuUsage().user;
  const handler = await mechanism.handler.open({
    backend,
    hotkey: `miner ${set} ${backend}`,
    dataDir,
    signal,
  });
  seen.get(backend).cpu.push((process.cpuUsage().user - began) / 1e6);
  return handler;
}

async function play(handlers, seed) {
  const round = await mechanism.task.make(seed, backends);
  const answers = new Map();
  for (const name of backends)
    answers.set(name, await handlers.get(name).answer(round.asks.get(name), signal));
  const scores = await mechanism.score.score(round, answers);
  for (const name of backends) {
    const { accuracy, logLoss } = qualityOf(answers.get(name), round.secret);
    const to = seen.get(name);
    to.accuracy.push(accuracy);
    to.logLoss.push(logLoss);
    to.score.push(scores.get(name));
  }
  const inOrder = backends.map((name) => scores.get(name));
  return inOrder.every((score, i) => i === 0 || score < inOrder[i - 1]);
}

function report() {
  const quality = Object.fromEntries(
    [...seen].map(([name, of]) => [
      name,
      Object.fromEntries(
        Object.entries(of).map(([what, numbers]) => [what, Number(mean(numbers).toFixed(3))]),
      ),
    ]),
  );
  if (values.json) {
    process.stdout.write(`${JSON.stringify({ sets, rounds, ordered, setsOrdered, quality })}\n`);
    return;
  }
  for (const [name, { accuracy, logLoss, score, cpu }] of Object.entries(quality)) {
    const figures = `accuracy ${accuracy}, log-loss ${logLoss}, score ${score}, opened in ${cpu} s of CPU`;
    process.stdout.write(`${name}: ${figures}\n`);
  }
  process.stdout.write(
    `${ordered} of ${rounds} rounds in order; ${setsOrdered} of ${sets} sets with 19 of 20\n`,
  );
}

try {
  for (let set = 0; set < sets; set += 1) {
    const handlers = new Map();
    for (const name of backends) handlers.set(name, await open(name, set));
    let good = 0;
    for (let round = 0; round < ROUNDS; round += 1) good += (await play(handlers, `${set} ${round}`)) ? 1 : 0;
    for (const handler of handlers.values()) await handler.close();
    rounds += ROUNDS;
    ordered += good;
    setsOrdered += good >= ROUNDS - 1 ? 1 : 0;
    if (!values.json)
      process.stdout.write(`set ${set}: ${good} of ${ROUNDS} rounds in the order of quality\n`);
  }
  report();
} finally {
  rmSync(root, { recursive: true, force: true });
}
