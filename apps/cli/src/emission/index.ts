import { InvalidArgumentError, type Command } from 'commander';
import { example, u16, u64, weightList, type Weight } from '../economy/add-command.js';
import { CliError } from '../cli-error.js';
import type { Output } from '../output.js';
import { Differs } from '../differs.js';

const DEFAULT_ADDRESS = '127.0.0.1:9091';

/** What any of these commands may be told. */
interface Flags {
  readonly emission: string;
  readonly uid: number | undefined;
  readonly hotkey: string | undefined;
  readonly block: bigint | undefined;
  readonly file: string | undefined;
  readonly weights: readonly Weight[] | undefined;
  readonly stake: bigint | undefined;
  readonly kappa: number | undefined;
  readonly epochs: number;
  readonly blockTime: number;
  readonly from: bigint | undefined;
  readonly to: bigint | undefined;
}

/** Questions to the emission service. @param outputOf where a command's results go. */
export function addEmissionCommands(
  program: Command,
  env: Readonly<Record<string, string | undefined>>,
  outputOf: (command: Command) => Output,
): void {
  const add = (name: string, description: string, line: string): Command =>
    program
      .command(name)
      .description(description)
      .option(
        '--emission <address>',
        'gRPC of the emission service [YUMANET_EMISSION]',
        env['YUMANET_EMISSION'] ?? DEFAULT_ADDRESS,
      )
      .addHelpText('after', example(line));
  const block = ['-b, --block <number>', 'block of the epoch; without it, the last one', u64] as const;

  add('explain <netuid>', 'why a neuron’s numbers are what they are, step by step', 'explain 1 --uid 3')
    .option('--uid <uid>', 'whose', u16)
    .option('--hotkey <account>', 'whose: SS58 address, 0x… or //Name')
    .option(...block)
    .action(async (netuid: string, flags: Flags, command: Command) => {
      const { explain } = await import('./explain.js');
      await explain(outputOf(command), flags.emission, subnet(netuid), flags);
    });

  add('verify [netuid]', 'is an epoch what its input gives', 'verify 1')
    .option(...block)
    .option('--file <file>', 'epochs of a metagraph with their outputs (JSON lines), instead of a chain’s')
    .action(async (netuid: string | undefined, flags: Flags, command: Command) => {
      const { verify, verifyFile } = await import('./verify.js');
      const output = outputOf(command);
      if (netuid !== undefined) {
        if (!(await verify(output, flags.emission, subnet(netuid), flags.block))) throw new Differs();
      } else if (flags.file !== undefined) {
        if (!(await verifyFile(output, flags.file))) throw new Differs();
      } else throw new CliError('BAD_INPUT', 'verify: expected a netuid or --file, got neither');
    });

  add(
    'what-if <netuid>',
    'an epoch under other weights, stake or kappa; nothing is submitted',
    'what-if 1 --uid 0 --weights 2:65535,3:30000 --epochs 10',
  )
    .option('--uid <uid>', 'whose weights and stake', u16)
    .option('--weights <list>', 'uid:weight,…', weightList)
    .option('--stake <rao>', 'its stake, rao', u64)
    .option('--kappa <u16>', 'the majority that consensus asks for', u16)
    .option('--epochs <count>', 'epochs ahead', u16, 1)
    .option(...block)
    .action(async (netuid: string, flags: Flags, command: Command) => {
      const { whatIf } = await import('./what-if.js');
      await whatIf(outputOf(command), flags.emission, subnet(netuid), flags);
    });

  add('forecast <netuid>', 'what neurons earn from here on, if nothing changes', 'forecast 1 --block-time 12')
    .option('--block-time <seconds>', 'seconds between blocks', seconds, 12)
    .action(async (netuid: string, flags: Flags, command: Command) => {
      const { forecast } = await import('./forecast.js');
      await forecast(outputOf(command), flags.emission, subnet(netuid), flags.blockTime);
    });

  add('audit', 'the books: every rao of a range of blocks', 'audit')
    .option('--from <number>', 'first block; without it, the ledger’s first', u64)
    .option('--to <number>', 'last block; without it, the newest', u64)
    .action(async (flags: Flags, command: Command) => {
      const { audit } = await import('./audit.js');
      if (!(await audit(outputOf(command), flags.emission, flags.from, flags.to))) throw new Differs();
    });
}

function subnet(text: string): number {
  try {
    return u16(text);
  } catch (error) {
    throw new CliError('BAD_INPUT', `netuid: ${(error as Error).message}`);
  }
}

function seconds(text: string): number {
  const value = Number(text);
  if (value >= 0.001 && value <= 3_600) return value;
  throw new InvalidArgumentError('expected seconds, 0.001..3600');
}
