/**
 * Differential fuzz: the same random epochs on the reference and on every other backend. Seeded and replayable.
 *
 *   npm run fuzz -- [--epochs 200000] [--seed 1]
 */
import { parseArgs } from 'node:util';
import { BACKENDS, createYuma } from '../dist/backends.js';
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
const others = BACKENDS.filter((backend) => backend !== 'reference').map((backend) =>
  createYuma({ backend }),
);

let failures = 0;
const started = performance.now();
for (let seed = from; seed < from + count; seed++) {
  const input = randomEpoch(seed);
  const expected = reference.runEpoch(input);
  for (const engine of others) {
    const difference = firstDifference(expected, engine.runEpoch(input));
    if (difference === null) continue;
    console.error(
      `${engine.backend} differs at ${difference}\n  replay: npm run fuzz -- --epochs 1 --seed ${seed}`,
    );
    if (++failures >= 20) process.exit(1);
  }
  if ((seed - from + 1) % 20000 === 0) console.log(`${seed - from + 1} epochs`);
}
const seconds = ((performance.now() - started) / 1000).toFixed(0);
console.log(
  `${count} epochs from seed ${from} on ${BACKENDS.join(' = ')}: ${failures} differences, ${seconds} s`,
);
others.forEach((engine) => engine.dispose());
process.exitCode = failures === 0 ? 0 : 1;
