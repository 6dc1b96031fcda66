import { parseArgs } from 'node:util';
import type { SubnetMechanism } from '../mechanism.js';
import { orderOf, type Cast } from './order-of.js';

const USAGE = (name: string, rounds: number) => `How reliably scores order miners of different true quality.

  npm run bench -w @yumanet/${name} -- --seeds 20

  --seeds <n>    casts of miners, each with questions of its own (default: 20)
  --rounds <n>   rounds of each (default: ${rounds})
  --json         one line of JSON
`;

/** The bench of a mechanism: prints how often scores were in order; exit code 1 below 19 of 20. */
export async function orderCommand<Task, Secret, Answer, Chunk>(
  mechanism: SubnetMechanism<Task, Secret, Answer, Chunk>,
  open: (seed: string) => Promise<Cast<Task, Answer>>,
  defaultRounds: number,
): Promise<void> {
  const { values } = parseArgs({
    options: {
      seeds: { type: 'string', default: '20' },
      rounds: { type: 'string', default: String(defaultRounds) },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const [seeds, rounds] = [Number(values.seeds), Number(values.rounds)];
  const isCount = (count: number) => Number.isInteger(count) && count >= 1 && count <= 10_000;
  if (values.help || !isCount(seeds) || !isCount(rounds)) {
    process.stderr.write(USAGE(mechanism.name, defaultRounds));
    process.exitCode = values.help ? 0 : 2;
    return;
  }
  const order = await orderOf(mechanism, open, { seeds, rounds });
  const lines = Object.entries(order.scores).map(([name, score]) => `${name}: score ${score.toFixed(3)}`);
  const text = [...lines, `${order.ordered} of ${seeds} seeds in order (${rounds} rounds each)`].join('\n');
  process.stdout.write(`${values.json ? JSON.stringify({ rounds, ...order }) : text}\n`);
  if (order.ordered < Math.floor(0.95 * seeds)) process.exitCode = 1;
}
