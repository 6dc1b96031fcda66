// `npm run bench -w @yumanet/emission`: what the service costs, against the bare engine, bus and stores in the same run.
import { benchCatchUp } from './catch-up.mjs';
import { benchExplain } from './explain.mjs';
import { benchLedger } from './ledger.mjs';
import { benchWorker } from './worker.mjs';

const PARTS = { worker: benchWorker, ledger: benchLedger, explain: benchExplain, 'catch-up': benchCatchUp };
const args = process.argv.slice(2);
if (args.includes('--help')) {
  console.log(`npm run bench -w @yumanet/emission -- [PART…] [--json]

Parts (all unless named): ${Object.keys(PARTS).join(', ')}
  worker    epochs of 256 × 64 as a quorum's worker computes them: computation, transport, epochs per second
  ledger    entries per second into the embedded store and into PostgreSQL (left out where there is none)
  explain   one neuron of 256 × 64; goal: under 50 ms
  catch-up  blocks per second after a restart with an empty ledger

Every figure stands beside its yardstick of the same run; compare ratios, not figures of different machines.
--json prints one array.`);
  process.exit(0);
}
const named = args.filter((arg) => !arg.startsWith('--'));
const wrong = [
  ...named.filter((name) => !Object.hasOwn(PARTS, name)),
  ...args.filter((arg) => /^--(?!json$)/.test(arg)),
];
if (wrong.length > 0) {
  console.error(`bench: expected ${Object.keys(PARTS).join(', ')}, --json or --help, got ${wrong.join(' ')}`);
  process.exit(2);
}
const results = [];
for (const name of named.length > 0 ? named : Object.keys(PARTS)) results.push(await PARTS[name]());
if (args.includes('--json')) console.log(JSON.stringify(results.flat(), undefined, 2));
else
  for (const { name, ...figures } of results.flat())
    console.log(
      `${name}: ${Object.entries(figures)
        .map(([key, value]) => `${key} ${value}`)
        .join(', ')}`,
    );
process.exit(0);
