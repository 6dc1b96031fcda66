import { readFileSync } from 'node:fs';
import { Command, CommanderError, Option } from 'commander';
import { loadSpec } from './chain-spec/load-spec.js';
import { NETWORKS, type Network } from './chain-spec/presets.js';
import { runNode } from './cli/run-node.js';
import { backup, restore, verify } from './cli/store-commands.js';
import { loadConfig } from './config/load-config.js';
import { CONFIG_KEYS, SWITCHES, configSchema, envName, flagName } from './config/schema.js';
import { ChainError, messageOf } from './errors.js';

const EXAMPLES = `
Examples:
  $ yumanet-chain                                    a local chain, a block every 12 s, gone at the end
  $ yumanet-chain --sealing instant --data-dir chain a block at each transaction, kept in ./chain
  $ yumanet-chain --rpc-port 0 --json                any free port; a JSON line says which
  $ yumanet-chain backup --data-dir chain --to copy  also while the node runs

Exit status: 0 stopped, 2 configuration or chain spec, 3 store corrupt, 4 disk full, 5 store format,
6 data folder in use, 7 data folder of another chain or not empty, 8 store failed, 9 port in use,
10 block log of another chain or too short, 1 anything else.`;

/** `yumanet-chain`. @returns the exit status. */
export async function main(argv: readonly string[]): Promise<number> {
  let status = 0;
  const program = buildProgram((code) => (status = code));
  try {
    await program.parseAsync([...argv]);
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    process.stderr.write(
      `yumanet-chain: ${error instanceof ChainError ? `${error.code}: ` : ''}${messageOf(error)}\n`,
    );
    return error instanceof ChainError ? error.exitCode : 1;
  }
}

function buildProgram(setStatus: (status: number) => void): Command {
  const version = packageVersion();
  const program = new Command('yumanet-chain')
    .description('A Bittensor chain in TypeScript: one node, Substrate JSON-RPC, gRPC, events on NATS.')
    .version(version)
    .exitOverride()
    // What follows a command belongs to it: some of its flags have the node's names.
    .enablePositionalOptions()
    .option('--config <file>', 'configuration file (JSON); keys as the flags, in camel case')
    .addHelpText('after', EXAMPLES);
  for (const option of nodeOptions()) program.addOption(option);
  program.action(async (flags: Record<string, unknown>) => {
    const { config: file, nats, ...rest } = flags;
    // commander takes --no-x for the negation of x.
    if (nats === false) rest['noNats'] = true;
    const config = loadConfig({ flags: rest, env: process.env, file: file as string | undefined });
    setStatus(await runNode(config, version));
  });
  addStoreCommands(program);
  return program;
}

/** One flag per key of the configuration, from its one schema. */
function nodeOptions(): Option[] {
  return CONFIG_KEYS.map((key) => {
    const { description } = configSchema.shape[key];
    const value = SWITCHES.has(key) ? '' : ' <value>';
    const shown: unknown = configSchema.shape[key].safeParse(undefined).data;
    const suffix = typeof shown === 'string' || typeof shown === 'number' ? ` (default: ${shown})` : '';
    return new Option(`--${flagName(key)}${value}`, `${description}${suffix} [${envName(key)}]`);
  });
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
    .command('build-spec')
    .description('print the chain spec of a network, to edit and start from')
    .addOption(new Option('--network <name>').choices([...NETWORKS]).default('local'))
    .action((_, command: Command) => {
      const { network } = command.opts<{ network: Network }>();
      process.stdout.write(`${JSON.stringify(loadSpec({ network }), null, 2)}\n`);
    });
}

function packageVersion(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
