import { readFileSync } from 'node:fs';
import type { ApiPromise } from '@polkadot/api';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { CliError } from './cli-error.js';
import type { WithChain } from './economy/add-command.js';
import { addEconomyCommands } from './economy/index.js';
import { createOutput, type Output } from './output.js';

const EXAMPLES = `
Examples:
  $ yumanet accounts                                      who has what
  $ yumanet balance //Alice                               one account, by name or address
  $ yumanet transfer --from //Alice --to //Bob --amount 1.5
  $ yumanet subnets list                                  subnets, and what registering on them burns
  $ yumanet metagraph 1                                   who is on a subnet, and what each earns
  $ yumanet stake add --hotkey //Alice//hot --amount 100 --coldkey //Alice
  $ yumanet blocks -f                                     blocks as they are made
  $ yumanet events -f --json | jq .event                  events, a JSON line each
  $ yumanet up                                            a whole network: chain, validator, miners, and who is paid what
  $ yumanet replay f-staking.185.jsonl                    vectors of the real runtime through ours

Exit status: 0 done, 1 a replayed line differs, 2 bad input, 3 no node, 4 refused by the pool, 5 failed in its block, 6 too late.`;

const DEFAULT_URL = 'ws://127.0.0.1:9944';
const DEFAULT_RPC_PORT = 9944;
const MAX_COUNT = 10_000;

/** What a command reads and writes beside the chain. */
export interface Io {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Replaces the last line of a terminal; absent where there is none. */
  readonly live?: ((text: string) => void) | undefined;
}

const PROCESS_IO: Io = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  env: process.env,
  live: process.stdout.isTTY ? (text) => void process.stdout.write(`\r\x1b[K${text}`) : undefined,
};

/** `yumanet`. @returns the exit status. */
export async function main(argv: readonly string[], io: Io = PROCESS_IO): Promise<number> {
  const program = buildProgram(io);
  try {
    await program.parseAsync([...argv]);
    return 0;
  } catch (error) {
    if (error instanceof ReplayDiffers) return 1;
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    const code = error instanceof CliError ? error.code : 'FAILED';
    const message = error instanceof Error ? error.message : String(error);
    if (program.opts()['json'] === true) io.out(`${JSON.stringify({ error: { code, message } })}\n`);
    else io.err(`yumanet: ${message}\n`);
    return error instanceof CliError ? error.exitCode : 1;
  }
}

function buildProgram(io: Io): Command {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  const program = new Command('yumanet')
    .description(
      'One command for a Yumanet chain: accounts, transfers, blocks, events, replay; and a whole network.',
    )
    .version(version)
    .exitOverride()
    .configureOutput({ writeOut: io.out, writeErr: io.err })
    .option('--url <url>', 'node to talk to [YUMANET_URL]', io.env['YUMANET_URL'] ?? DEFAULT_URL)
    .option('--json', 'JSON lines for programs', false)
    .addHelpText('after', EXAMPLES);
  addMoneyCommands(program, io);
  addEconomyCommands(program, withChain(io));
  addBlockCommands(program, io);
  addUpCommand(program, io, version);
  addReplayCommand(program, io);
  return program;
}

/** Loads a command and its client library only when it is asked for: --help stays quick. */
async function run(
  command: Command,
  io: Io,
  action: (api: ApiPromise, output: Output) => Promise<void>,
): Promise<void> {
  const { url, json } = command.optsWithGlobals<{ url: string; json: boolean }>();
  const { withApi } = await import('./connect.js');
  await withApi(url, (api) => action(api, createOutput(json, io.out)));
}

/** As `run`, for the commands of `economy`; the last of commander's arguments is the command. */
const withChain =
  (io: Io): WithChain =>
  (action) =>
  async (...args) => {
    const command = args.at(-1) as Command;
    const { CliChain } = await import('./economy/cli-chain.js');
    await run(command, io, (api, output) => action(new CliChain(api, output), ...(args as never)));
  };

function addMoneyCommands(program: Command, io: Io): void {
  program
    .command('accounts')
    .description('list accounts and their balances')
    .option('-n, --limit <count>', 'how many at most', count, 100)
    .action(async ({ limit }: { limit: number }, command: Command) => {
      const { accounts } = await import('./commands/accounts.js');
      await run(command, io, (api, output) => accounts(api, output, limit));
    });
  program
    .command('balance <account>')
    .description('show what an account has (SS58 address, 0x… or //Name)')
    .action(async (account: string, _: object, command: Command) => {
      const { balance } = await import('./commands/balance.js');
      await run(command, io, (api, output) => balance(api, output, account));
    });
  program
    .command('transfer')
    .description('send TAO and wait until it is final')
    .requiredOption('--from <secret>', 'who pays: //Name or a phrase')
    .requiredOption('--to <account>', 'who gets it: SS58 address, 0x… or //Name')
    .requiredOption('--amount <tao>', 'how much, in TAO')
    .action(async (options: { from: string; to: string; amount: string }, command: Command) => {
      const { transfer } = await import('./commands/transfer.js');
      await run(command, io, (api, output) => transfer(api, output, options));
    });
}

function addBlockCommands(program: Command, io: Io): void {
  const both = (name: string, description: string): Command =>
    program
      .command(name)
      .description(description)
      .option('-f, --follow', 'go on with each new block', false)
      .option('-n, --count <count>', 'how many blocks back to begin', count, 10);
  both('blocks', 'show blocks').action(
    async (options: { follow: boolean; count: number }, command: Command) => {
      const { blocks } = await import('./commands/blocks.js');
      await run(command, io, (api, output) => blocks(api, output, options));
    },
  );
  both('events', 'show the events of blocks').action(
    async (options: { follow: boolean; count: number }, command: Command) => {
      const { events } = await import('./commands/events.js');
      await run(command, io, (api, output) => events(api, output, options));
    },
  );
}

function addUpCommand(program: Command, io: Io, version: string): void {
  program
    .command('up')
    .description(
      'run a whole network: bus, chain, emission, a validator, miners; show every tempo as it is paid',
    )
    .option('--data-dir <folder>', 'where its state is kept, and found again', '.yumanet')
    .option('--reset', 'begin anew: what the data folder holds goes away', false)
    .option('--split', 'one process per service, instead of one for all', false)
    .option('--rpc-port <port>', 'JSON-RPC of the chain; 0: any free one', port, DEFAULT_RPC_PORT)
    .option('-e, --epochs <count>', 'end after so many epochs; without it, when it is stopped', count)
    .addHelpText('after', '\nExample:\n  $ yumanet up --split --data-dir network --reset')
    .action(async (options: UpFlags, command: Command) => {
      const { json } = command.optsWithGlobals<{ json: boolean }>();
      const { up } = await import('./commands/up.js');
      await up(createOutput(json, io.out), { ...options, version, terminal: io.live && io.out });
    });
}

interface UpFlags {
  readonly dataDir: string;
  readonly reset: boolean;
  readonly split: boolean;
  readonly rpcPort: number;
  readonly epochs: number | undefined;
}

function addReplayCommand(program: Command, io: Io): void {
  program
    .command('replay <file...>')
    .description('replay golden vectors of spec 185 through the real calls and block step; no node needed')
    .action(async (files: string[], _: object, command: Command) => {
      const { json } = command.optsWithGlobals<{ json: boolean }>();
      const { replay } = await import('./commands/replay.js');
      if (!(await replay(createOutput(json, io.out), files))) throw new ReplayDiffers();
    });
}

/** Said already, line by line: only the exit status is left to give. */
class ReplayDiffers extends Error {}

function port(text: string): number {
  const value = Number(text);
  if (/^\d{1,5}$/.test(text) && value <= 65_535) return value;
  throw new InvalidArgumentError('expected a port, 0..65535');
}

function count(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0 && value <= MAX_COUNT) return value;
  throw new InvalidArgumentError(`expected an integer in 1..${MAX_COUNT}`);
}
