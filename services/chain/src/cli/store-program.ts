import { Command, CommanderError, Option } from 'commander';
import { loadSpec } from '../chain-spec/load-spec.js';
import { NETWORKS, type Network } from '../chain-spec/presets.js';
import { ChainError, messageOf } from '../errors.js';
import { backup, exportState, restore, verify } from './store-commands.js';

/** Runs one of the commands that are no node; each has its --help. @returns the exit status. */
export async function runStoreCommand(argv: readonly string[]): Promise<number> {
  const program = new Command('yumanet-chain').exitOverride();
  addStoreCommands(program);
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    const code = error instanceof ChainError ? `${error.code}: ` : '';
    process.stderr.write(`yumanet-chain: ${code}${messageOf(error)}\n`);
    return error instanceof ChainError ? error.exitCode : 1;
  }
}

function addStoreCommands(program: Command): void {
  const say = (event: object): void => void process.stdout.write(`${JSON.stringify(event)}\n`);
  const dataDir = ['--data-dir <dir>', 'data folder of the chain'] as const;
  program
    .command('backup')
    .description('copy a chain into an empty folder, also while its node runs')
    .requiredOption(...dataDir)
    .requiredOption('--to <folder>', 'empty folder for the copy')
    .action(async (_, command: Command) => say(await backup(command.opts())));
  program
    .command('restore')
    .description('put a backup into an empty data folder, after checking it')
    .requiredOption('--from <folder>', 'folder that backup wrote')
    .requiredOption(...dataDir)
    .action(async (_, command: Command) => say(await restore(command.opts())));
  program
    .command('verify')
    .description('work out every state root, block id and link anew')
    .requiredOption(...dataDir)
    .option('--replay', 'run every block again from genesis too', false)
    .addOption(new Option('--network <name>').choices([...NETWORKS]).default('local'))
    .option('--chain-spec <file>', 'chain spec that the chain was started with (for --replay)')
    .option('--genesis-snapshot <file>', 'snapshot that it was started with (for --replay)')
    .addOption(new Option('--unchecked').default(false).hideHelp())
    .action(async (_, command: Command) => say(await verify(command.opts())));
  program
    .command('export-state')
    .description('write the newest state as a raw chain spec, to fork from')
    .requiredOption(...dataDir)
    .requiredOption('--to <file>', 'file to write')
    .action(async (_, command: Command) => say(await exportState(command.opts())));
  program
    .command('build-spec')
    .description('print the chain spec of a network, to edit and start from')
    .addOption(new Option('--network <name>').choices([...NETWORKS]).default('local'))
    .action((_, command: Command) => {
      const { network } = command.opts<{ network: Network }>();
      process.stdout.write(`${JSON.stringify(loadSpec({ network }), null, 2)}\n`);
    });
}
