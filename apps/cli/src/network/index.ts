import type { Command } from 'commander';
import { example } from '../economy/add-command.js';
import type { Io } from '../io.js';
import { count, port, seconds } from '../numbers.js';
import { createOutput } from '../output.js';

/** Where a network is kept when nobody says where. */
const DATA_DIR = ['--data-dir <folder>', 'where its state is kept, and found again', '.yumanet'] as const;

const outputOf = (command: Command, io: Io) =>
  createOutput(command.optsWithGlobals<{ json: boolean }>().json, io.out);

/** A whole network on this machine: run it, look at it, end it. */
export function addNetworkCommands(program: Command, io: Io, version: string): void {
  addUp(program, io, version);
  program
    .command('status')
    .description('what of a network runs, where, and how far its chain is')
    .option(...DATA_DIR)
    .addHelpText('after', example('status --data-dir .yumanet'))
    .action(async ({ dataDir }: { dataDir: string }, command: Command) => {
      const { status } = await import('./status.js');
      await status(outputOf(command, io), dataDir);
    });
  program
    .command('logs')
    .argument('[service]', 'of one part, as `yumanet status` names it; without it, of all')
    .description('what the parts of a network say of themselves')
    .option(...DATA_DIR)
    .option('-f, --follow', 'go on with what they say from now on', false)
    .option('-n, --lines <count>', 'how many lines of each to begin with', count, 10)
    .addHelpText('after', example('logs chain -n 5'))
    .action(async (service: string | undefined, options: LogFlags, command: Command) => {
      const { logs } = await import('./logs.js');
      await logs(outputOf(command, io), service, options);
    });
  program
    .command('down')
    .description('end a network that runs, as Ctrl-C does')
    .option(...DATA_DIR)
    .addHelpText('after', example('down --data-dir .yumanet'))
    .action(async ({ dataDir }: { dataDir: string }, command: Command) => {
      const { down } = await import('./down.js');
      await down(outputOf(command, io), dataDir);
    });
}

interface LogFlags {
  readonly dataDir: string;
  readonly follow: boolean;
  readonly lines: number;
}

interface UpFlags {
  readonly file?: string;
  readonly mechanism?: string;
  readonly dataDir: string;
  readonly reset: boolean;
  readonly split: boolean;
  readonly rpcPort?: number;
  readonly blockTime?: number;
  readonly epochs: number | undefined;
}

function addUp(program: Command, io: Io, version: string): void {
  program
    .command('up')
    .description(
      'run a whole network: bus, chain, emission, validators, miners; show every tempo as it is paid',
    )
    .option('-f, --file <file>', 'what it is made of (YAML); without it, two subnets')
    .option('--mechanism <name>', 'one subnet of this task instead: built in, a package, or a file')
    .option(...DATA_DIR)
    .option('--reset', 'begin anew: what the data folder holds goes away', false)
    .option('--split', 'one process per service, instead of one for all; a cluster always is', false)
    .option(
      '--block-time <seconds>',
      'seconds between blocks, whatever the file says; 12 is real time',
      seconds,
    )
    .option('--rpc-port <port>', 'JSON-RPC of the chain, whatever the file says; 0: any free one', port)
    .option(
      '-e, --epochs <count>',
      'end after so many epochs, from the first paid one on; without it, when it is stopped',
      count,
    )
    .addHelpText(
      'after',
      [
        example('up                             what `npm start` runs'),
        '  $ yumanet up -f docs/network.yaml --reset',
        '  $ yumanet up -f docs/cluster.yaml --reset   # survives the loss of any of its processes',
      ].join('\n'),
    )
    .action(async (flags: UpFlags, command: Command) => {
      const { up } = await import('../commands/up.js');
      const { dataDir, reset, split, epochs, ...wanted } = flags;
      const options = { split, epochs, version, terminal: io.live && io.out };
      await up(outputOf(command, io), wanted, { dataDir, reset }, options);
    });
}
