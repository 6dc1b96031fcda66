/** Differential fuzz: the same random epochs on the reference and on every other backend. Seeded and replayable. */
import { Command } from 'commander';
import { createYuma } from '../dist/backends.js';
import { integerIn } from '../dist/cli/options.js';
import { firstDifference } from '../dist/fuzz/compare-outputs.js';
import { randomEpoch } from '../dist/fuzz/random-epoch.js';

const { epochs, seed, json } = new Command('npm run fuzz --')
  .description('Random epochs on the reference and on every other backend; exits with 1 where any differ.')
  .option('--epochs <number>', 'how many', integerIn(1, 100_000_000), 200_000)
  .option('--seed <number>', 'first seed; epoch k has seed + k', integerIn(0, 2 ** 31), 1)
  .option('--json', 'the result as one JSON object, and no progress', false)
  .addHelpText('after', '\nExample:\n  npm run fuzz -- --epochs 1 --seed 4711   one epoch again')
  .parse()
  .opts();
const reference = createYuma({ backend: 'reference' });
/**
 * Threads split every epoch, however small; the warm engine sees each epoch twice, so that its guess is right once; the
 * gpu engine, which compiles kernels for each shape, sees every 50th.
 */
const others = [
  { name: 'wasm', engine: createYuma({ backend: 'wasm' }), times: 1 },
  { name: 'wasm with warmStart', engine: createYuma({ backend: 'wasm', warmStart: true }), times: 2 },
  { name: 'wasm-threads', engine: createYuma({ backend: 'wasm-threads', splitFrom: 0 }), times: 1 },
  {
    name: 'gpu (every 50th)',
    engine: createYuma({ backend: 'gpu', gpu: { mode: 'webasm', proposals: 'always' } }),
    times: 1,
    every: 50,
  },
];

for (const { engine } of others) await engine.whenReady();
let failures = 0;
const started = performance.now();
for (let at = seed; at < seed + epochs; at++) {
  const input = randomEpoch(at);
  const expected = reference.runEpoch(input);
  for (const { name, engine, times, every = 1 } of others) {
    if (at % every !== 0) continue;
    const differences = Array.from({ length: times }, () =>
      firstDifference(expected, engine.runEpoch(input)),
    );
    const difference = differences.find((found) => found !== null);
    if (difference === undefined) continue;
    console.error(`${name} differs at ${difference}\n  replay: npm run fuzz -- --epochs 1 --seed ${at}`);
    if (++failures >= 20) process.exit(1);
  }
  const done = at - seed + 1;
  if (!json && done % 20_000 === 0) console.log(`${done} epochs`);
}
const seconds = Math.round((performance.now() - started) / 1000);

/** Memory: flat over 100,000 epochs of changing sizes. */
const { engine } = others[0];
const inputs = Array.from({ length: 300 }, (_, k) => randomEpoch(k));
for (const input of inputs) engine.runEpoch(input);
const bytes = engine.memoryBytes;
const rss = process.memoryUsage().rss;
for (let k = 0; k < 100_000; k++) engine.runEpoch(inputs[k % inputs.length]);
const grown = (process.memoryUsage().rss - rss) / 2 ** 20;
const isFlat = engine.memoryBytes === bytes && grown < 200;
const backends = ['reference', ...others.map(({ name }) => name)];
const memory = { bytesBefore: bytes, bytesAfter: engine.memoryBytes, grownMiB: Math.round(grown), isFlat };
console.log(
  json
    ? JSON.stringify({ epochs, seed, backends, failures, seconds, memory })
    : `${epochs} epochs from seed ${seed} on ${backends.join(' = ')}: ${failures} differences, ${seconds} s\n` +
        `100000 more epochs: linear memory ${bytes} -> ${memory.bytesAfter} bytes, process ${memory.grownMiB} MiB more`,
);
others.forEach(({ engine }) => engine.dispose());
process.exitCode = failures === 0 && isFlat ? 0 : 1;
