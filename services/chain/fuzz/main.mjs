// `npm run fuzz -w @yumanet/chain`: see fuzz-node.mjs. Exit status 1 on any failure.
import { parseArgs } from 'node:util';
import { fuzzNode } from './fuzz-node.mjs';

const HELP = `npm run fuzz -w @yumanet/chain -- [options]

  --inputs N      how many (default 20000): JSON-RPC requests, extrinsics, WebSocket frames
  --seed N        which (default 1)
  --from N        the first of them: with --inputs 500, the chunk that a failure names
  --max-growth S  of memory, from the second quarter to the last, where there are 100,000 inputs or more (default 0.2)
  --json          accepted, for all commands have it: the output is JSON lines anyway

Example: npm run fuzz -w @yumanet/chain -- --inputs 1000000 --seed 7
`;

const { values } = parseArgs({
  options: {
    help: { type: 'boolean' },
    json: { type: 'boolean' },
    inputs: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '1' },
    from: { type: 'string', default: '0' },
    'max-growth': { type: 'string', default: '0.2' },
  },
});
if (values.help) {
  process.stdout.write(HELP);
  process.exit(0);
}
const whole = (name) => {
  const value = Number(values[name]);
  if (!Number.isSafeInteger(value) || value < 0)
    throw new Error(`--${name}: expected a whole number, got ${values[name]}`);
  return value;
};
const say = (event, data) => process.stdout.write(`${JSON.stringify({ event, ...data })}\n`);

const [inputs, seed, from] = [whole('inputs'), whole('seed'), whole('from')];
const started = performance.now();
const seconds = () => Math.round((performance.now() - started) / 1000);
const figures = await fuzzNode({
  seed,
  from,
  inputs,
  onProgress: ({ sent, memoryMb, failures }) =>
    say('progress', {
      seconds: seconds(),
      sent,
      memoryMb: memoryMb.at(-1),
      newest: failures.at(-1),
      failures: failures.length,
    }),
});
const { memoryMb, ...rest } = figures;
const growth = inputs >= 100_000 ? growthOf(memoryMb) : undefined;
if (growth > Number(values['max-growth']))
  rest.failures.push(`memory: expected at most ${values['max-growth']}, got ${growth}`);
const memory = { firstMb: memoryMb[0], highestMb: Math.max(...memoryMb), lastMb: memoryMb.at(-1), growth };
say('end', { ok: rest.failures.length === 0, seconds: seconds(), memory, ...rest });
process.exitCode = rest.failures.length === 0 ? 0 : 1;

/** From the median of the second quarter to that of the last, as a share: what fills at first is caches. */
function growthOf(series) {
  const quarter = Math.floor(series.length / 4);
  const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
  const [early, late] = [median(series.slice(quarter, 2 * quarter)), median(series.slice(-quarter))];
  return Math.round((late / early - 1) * 1000) / 1000;
}
