import { readFileSync } from 'node:fs';
import type { ApiPromise } from '@polkadot/api';
import { Command, CommanderError } from 'commander';
import { addAccountCommands } from './accounts/index.js';
import { addCompletion } from './completion.js';
import { Differs } from './differs.js';
import { SECRET, example, secretArgument, type WithChain, type WithOutput } from './economy/add-command.js';
import { addEconomyCommands } from './economy/index.js';
import { addEmissionCommands } from './emission/index.js';
import { addInspectCommands } from './inspect/index.js';
import { addNetworkCommands } from './network/index.js';
import type { Io } from './io.js';
import { addSecurityCommands } from './security/index.js';
import { count } from './numbers.js';
import { EXIT_STATUS, exitStatusOf } from './exit-status.js';
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
  $ yumanet events -f --json                              events, a JSON line each
  $ yumanet storage get System.Account //Alice            also: keys, diff; extrinsic decode; block replay
  $ yumanet trace balances.transferKeepAlive //Bob 1000000 --from //Alice   reads, writes, events; nothing is sent
  $ yumanet up                                            a whole network: chain, validator, miners, and who is paid what
  $ yumanet explain 1 --uid 3                             why its numbers are what they are, a sentence per step
  $ yumanet audit                                         every rao that was minted or recycled, and what is missing
  $ yumanet security init --out security                  certificates and keys for every connection between services
  $ yumanet replay libs/subtensor/test/vectors/f-staking.185.jsonl   vectors of the real runtime through ours

Exit status: ${Object.entries(EXIT_STATUS)
  .map(([status, means]) => `${status} ${means}`)
  .join('; ')}.
Tab completion: yumanet complete bash|zsh|fish|powershell, as \`yumanet complete --help\` says.`;

const DEFAULT_URL = 'ws://127.0.0.1:9944';

const PROCESS_IO: Io = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  env: process.env,
  live: process.stdout.isTTY ? (text) => void process.stdout.write(`\r\x1b[K${text}`) : undefined,
};

export type { Io } from './io.js';

/** `yumanet`. @returns the exit status. */
export async function main(argv: readonly string[], io: Io = PROCESS_IO): Promise<number> {
  const program = buildProgram(io);
  try {
    await program.parseAsync([...argv]);
    return 0;
  } catch (error) {
    const status = exitStatusOf(error);
    // Both have said what there is to say.
    if (error instanceof Differs || error instanceof CommanderError) return status;
    const code = (error as { code?: unknown } | null)?.code ?? 'INTERNAL';
    const message = error instanceof Error ? error.message : String(error);
    if (program.opts()['json'] === true) io.out(`${JSON.stringify({ error: { code, message } })}\n`);
    else io.err(`yumanet: ${message}\n`);
    return status;
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
    .option('--url, --endpoint <url>', 'node to talk to [YUMANET_URL]', io.env['YUMANET_URL'] ?? DEFAULT_URL)
    .option('--json', 'JSON lines for programs', false)
    .addHelpText('after', EXAMPLES);
  addAccountCommands(program, io, withChain(io), withOutput(io));
  addMoneyCommands(program, io);
  addEconomyCommands(program, withChain(io), withOutput(io));
  addEmissionCommands(program, io.env, (command) =>
    createOutput(command.optsWithGlobals<{ json: boolean }>().json, io.out),
  );
  addInspectCommands(program, withChain(io));
  addBlockCommands(program, io);
  addNetworkCommands(program, io, version);
  addReplayCommand(program, io);
  addSecurityCommands(program, io, withOutput(io));
  addCompletion(program);
  return program;
}

/** Loads a command and its client library only when it is asked for: --help stays quick. */
async function run(
  command: Command,
  io: Io,
  action: (api: ApiPromise, output: Output) => Promise<void>,
): Promise<void> {
  const { endpoint, json } = command.optsWithGlobals<{ endpoint: string; json: boolean }>();
  const { withApi } = await import('./connect.js');
  await withApi(endpoint, (api) => action(api, createOutput(json, io.out)));
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

const withOutput =
  (io: Io): WithOutput =>
  (action) =>
  async (...args) => {
    const { json } = (args.at(-1) as Command).optsWithGlobals<{ json: boolean }>();
    await action(createOutput(json, io.out), ...(args as never));
  };

function addMoneyCommands(program: Command, io: Io): void {
  program
    .command('balance <account>')
    .description('show what an account has (SS58 address, 0x… or //Name)')
    .addHelpText('after', example('balance //Alice'))
    .action(async (account: string, _: object, command: Command) => {
      const { balance } = await import('./commands/balance.js');
      await run(command, io, (api, output) => balance(api, output, account));
    });
  program
    .command('transfer')
    .description('send TAO and wait until it is final')
    .requiredOption('--from <secret>', `who pays: ${SECRET}`, secretArgument)
    .requiredOption('--to <account>', 'who gets it: SS58 address, 0x… or //Name')
    .requiredOption('--amount <tao>', 'how much, in TAO')
    .addHelpText('after', example('transfer --from //Alice --to //Bob --amount 1.5'))
    .action(async (options: { from: string; to: string; amount: string }, command: Command) => {
      const { transfer } = await import('./commands/transfer.js');
      await run(command, io, (api, output) => transfer(api, output, options));
    });
}

function addBlockCommands(program: Command, io: Io): void {
  const both = (name: string, description: string, line: string): Command =>
    program
      .command(name)
      .description(description)
      .option('-f, --follow', 'go on with each new block', false)
      .option('-n, --count <count>', 'how many blocks back to begin', count, 10)
      .addHelpText('after', example(line));
  both('blocks', 'show blocks', 'blocks -n 3').action(
    async (options: { follow: boolean; count: number }, command: Command) => {
      const { blocks } = await import('./commands/blocks.js');
      await run(command, io, (api, output) => blocks(api, output, options));
    },
  );
  both('events', 'show the events of blocks', 'events -n 3 --json').action(
    async (options: { follow: boolean; count: number }, command: Command) => {
      const { events } = await import('./commands/events.js');
      await run(command, io, (api, output) => events(api, output, options));
    },
  );
}

function addReplayCommand(program: Command, io: Io): void {
  program
    .command('replay <file...>')
    .description('replay golden vectors of spec 185 through the real calls and block step; no node needed')
    .addHelpText('after', example('replay libs/subtensor/test/vectors/f-staking.185.jsonl'))
    .action(async (files: string[], _: object, command: Command) => {
      const { json } = command.optsWithGlobals<{ json: boolean }>();
      const { replay } = await import('./commands/replay.js');
      if (!(await replay(createOutput(json, io.out), files))) throw new Differs();
    });
}
