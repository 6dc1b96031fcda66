import type { Command } from 'commander';
import { computeEconomy, SCENARIOS } from '../golden/economy/index.js';
import { EXIT_LINE_FAILED, EXIT_OK, processLines } from './json-lines.js';

/** `yuma economy [FILE]` */
export function economyCommand(program: Command): void {
  program
    .command('economy')
    .description('Recompute lines of the 2024 economy: adds "computed" and "equal" beside what was recorded.')
    .argument('[file]', 'file of JSON lines, each with a "scenario"; standard input if absent or -')
    .option('--check', 'exit code 1 also when something recorded differs')
    .option('--json', 'JSON lines (the default), and no progress')
    .addHelpText(
      'after',
      `
Scenarios: ${[...SCENARIOS.keys()].join(', ')}.
Lines with rows carry "computed" and "equal" on each row, and "equal" of all rows on the line.

Examples:
  yuma economy a-root-epoch.185.jsonl | jq .equal
  yuma economy --check < d-neuron-registration.185.jsonl`,
    )
    .action(async (file: string | undefined, options: { check?: boolean; json?: boolean }) => {
      let different = 0;
      const code = await processLines({
        name: 'yuma economy',
        file,
        quiet: options.json === true,
        compute: (line) => {
          const result = computeEconomy(line);
          if (!result.equal) different++;
          return result;
        },
      });
      process.exitCode =
        code === EXIT_OK && options.check === true && different > 0 ? EXIT_LINE_FAILED : code;
    });
}
