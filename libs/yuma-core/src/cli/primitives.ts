import type { Command } from 'commander';
import { computePrimitive, PRIMITIVES } from '../golden/primitives.js';
import { processLines } from './json-lines.js';

/** `yuma primitives [FILE]` */
export function primitivesCommand(program: Command): void {
  program
    .command('primitives')
    .description(
      'Compute single functions of the fixed-point mathematics: {"fn", "args"} in, "result" added.',
    )
    .argument('[file]', 'file of JSON lines; standard input if absent or -')
    .option('--list', 'print the function names and end')
    .option('--json', 'JSON lines (the default), and no progress')
    .addHelpText(
      'after',
      `
Fixed-point numbers are their bits as decimal strings; a "result" that the line already has is replaced.

Examples:
  echo '{"fn":"exp_safe","args":["4294967296"]}' | yuma primitives
  yuma primitives --list`,
    )
    .action(async (file: string | undefined, options: { list?: boolean; json?: boolean }) => {
      if (options.list === true) {
        process.stdout.write([...PRIMITIVES.keys(), ''].join('\n'));
        return;
      }
      process.exitCode = await processLines({
        name: 'yuma primitives',
        file,
        quiet: options.json === true,
        compute: (line) => ({ ...line, result: computePrimitive(line) }),
      });
    });
}
