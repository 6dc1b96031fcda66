/**
 * Differential fuzz: the same random epochs on the reference and on every other backend. Seeded and replayable.
 *
 *   npm run fuzz -- [--epochs 200000] [--seed 1]
 */
import { parseArgs } from 'node:util';
import { createYuma } from '../dist/backends.js';
import { firstDifference } from '../dist/fuzz/compare-outputs.js';
import { randomEpoch } from '../dist/fuzz/random-epoch.js';

const { values } = parseArgs({
  options: {
    epochs: { type: 'string', default: '200000' },
    seed: { type: 'string', default: '1' },
  },
});
const [from, count] = [Number(values.seed), Number(values.epochs)];
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
for (let seed = from; seed < from + count; seed++) {
  const input = randomEpoch(seed);
  const expected = reference.runEpoch(input);
  for (const { name, engine, times, every = 1 } of others) {
    if (seed % every !== 0) continue;
    const differences = Array.from({ length: times }, () =>
      firstDifference(expected, engine.runEpoch(input)),
    );
    const difference = differences.find((found) => found !== null);
    if (difference === undefined) continue;
    console.error(`${name} differs at ${difference}\n  replay: npm run fuzz -- --epochs 1 --seed ${seed}`);
    if (++failures >= 20) process.exit(1);
  }
  if ((seed - from + 1) % 20000 === 0) console.log(`${seed - from + 1} epochs`);
}
const seconds = ((performance.now() - started) / 1000).toFixed(0);
console.log(
  `${count} epochs from seed ${from} on ${['reference', ...others.map(({ name }) => name)].join(' = ')}: ${failures} differences, ${seconds} s`,
);
/** Memory: flat over 100,000 epochs of changing sizes. */
const { engine } = others[0];
const inputs = Array.from({ length: 300 }, (_, seed) => randomEpoch(seed));
for (const input of inputs) engine.runEpoch(input);
const bytes = engine.memoryBytes;
const rss = process.memoryUsage().rss;
for (let k = 0; k < 100_000; k++) engine.runEpoch(inputs[k % inputs.length]);
const grown = (process.memoryUsage().rss - rss) / 2 ** 20;
const isFlat = engine.memoryBytes === bytes && grown < 200;
console.log(
  `100000 more epochs: linear memory ${bytes} -> ${engine.memoryBytes} bytes, process ${grown.toFixed(0)} MiB more`,
);
others.forEach(({ engine }) => engine.dispose());
process.exitCode = failures === 0 && isFlat ? 0 : 1;
