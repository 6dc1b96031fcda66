import { Command, CommanderError } from 'commander';
import { YumaError } from '../errors.js';
import { benchCommand } from './bench.js';
import { compareCommand } from './compare.js';
import { economyCommand } from './economy.js';
import { emissionCommand } from './emission.js';
import { epochCommand } from './epoch.js';
import { EXIT_LINE_FAILED } from './json-lines.js';
import { mapCommand } from './map.js';
import { primitivesCommand } from './primitives.js';
import { simulateCommand } from './simulate.js';

const EXIT_USAGE = 2;

/** The `yuma` command. Resolves to the exit code: 0 fine, 1 a line or file was refused, 2 wrong usage, 130 Ctrl-C. */
export async function main(argv: readonly string[]): Promise<number> {
  const program = new Command('yuma')
    .description('Yuma consensus, bit for bit as Subtensor computes it.')
    .exitOverride()
    .showHelpAfterError('(yuma --help shows what there is)');
  for (const add of [
    epochCommand,
    economyCommand,
    primitivesCommand,
    emissionCommand,
    benchCommand,
    mapCommand,
    simulateCommand,
    compareCommand,
  ])
    add(program);
  for (const command of program.commands) command.exitOverride();
  process.stdout.on('error', endQuietlyOnClosedPipe);
  try {
    await program.parseAsync(argv);
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_USAGE;
    if (error instanceof YumaError) {
      process.stderr.write(`yuma: ${error.code}: ${error.message}\n`);
      return EXIT_LINE_FAILED;
    }
    throw error;
  }
}

/** `yuma … | head` closes the pipe: that is no failure. */
function endQuietlyOnClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
}
