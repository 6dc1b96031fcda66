/**
 * A simulated year: 2.6 million blocks of a network with 32 subnets, idle blocks skipped exactly. Every boundary's
 * invariants are checked and its state is hashed; the last line has the digest of all of them.
 */
import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import { BOUNDARY, SimulatedYear } from '../dist/simulation/simulated-year.js';

const HELP = `Usage: node libs/subtensor/scripts/simulate-year.mjs [options]

  --blocks N     blocks to simulate (2600000)
  --subnets N    subnets (32)
  --neurons N    uids of a subnet (16)
  --seed N       seed of everything that is drawn (1)
  --runs N       runs, all of which must end in the same digest (1)
  --one-by-one   make idle blocks instead of skipping them
  --json         one JSON object a line
  --help         this text

Example: node libs/subtensor/scripts/simulate-year.mjs --blocks 100000 --runs 2
Exit code 1 when an invariant is broken or two runs differ.`;

const { values } = parseArgs({
  options: {
    blocks: { type: 'string', default: '2600000' },
    subnets: { type: 'string', default: '32' },
    neurons: { type: 'string', default: '16' },
    seed: { type: 'string', default: '1' },
    runs: { type: 'string', default: '1' },
    'one-by-one': { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(HELP);
  process.exit(0);
}

const REPORTS = 26;
const [blocks, subnets, neurons, seed, runs] = ['blocks', 'subnets', 'neurons', 'seed', 'runs'].map(
  (name) => {
    const value = Number(values[name]);
    if (Number.isSafeInteger(value) && value > 0) return value;
    console.error(`--${name}: expected a whole number above 0, got ${values[name]}`);
    process.exit(2);
  },
);
const MB = 1_048_576;
const shown = (value) => (typeof value === 'object' ? JSON.stringify(value) : value);
const print = (fields) =>
  console.log(
    values.json
      ? JSON.stringify(fields)
      : Object.entries(fields)
          .map(([key, value]) => `${key} ${shown(value)}`)
          .join('  '),
  );
const memory = () => {
  globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  return { rssMb: Math.round(rss / MB), heapMb: Math.round(heapUsed / MB) };
};
const cpuSeconds = (since) => {
  const { user, system } = process.cpuUsage(since);
  return Math.round((user + system) / 1e6);
};

function sha256(parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}

function run() {
  const cpu = process.cpuUsage();
  const year = new SimulatedYear({
    subnets,
    neurons,
    validators: Math.min(4, neurons - 1),
    seed,
    issuedTao: 9_500_000n,
    replaceEvery: 1_000,
    immunityBlocks: 50_400,
    recountEvery: 20,
    skip: !values['one-by-one'],
    hash: sha256,
  });
  const every = Math.ceil(blocks / BOUNDARY / REPORTS) * BOUNDARY;
  let last;
  while (year.block < blocks) {
    last = year.next();
    if (last.block % every === 0)
      print({
        block: last.block,
        issuedTao: Number(last.issuedRao / 1_000_000_000n),
        blockEmissionRao: String(last.blockEmissionRao),
        cpuSeconds: cpuSeconds(cpu),
        ...memory(),
        digest: last.digest.slice(0, 16),
      });
  }
  year.recount();
  year.dispose();
  print({
    blocks: last.block,
    subnets,
    neurons,
    seed,
    halvings: year.halvings,
    calls: Object.fromEntries([...year.counts].sort()),
    cpuSeconds: cpuSeconds(cpu),
    ...memory(),
    digest: year.digest,
  });
  return year;
}

const results = Array.from({ length: runs }, run);
const digests = new Set(results.map(({ digest }) => digest));
if (digests.size > 1) console.error(`expected one digest, got ${[...digests].join(', ')}`);
process.exitCode = digests.size > 1 ? 1 : 0;
