import { CliError } from '../cli-error.js';
import { example } from '../economy/add-command.js';
import type { AddInspection } from './add-inspection.js';
import { askNode } from './ask-node.js';
import { blockHash } from './block-hash.js';
import { entryText, type NodeEntry } from './entry-text.js';

interface DryRun {
  readonly outcome: { readonly ok: boolean; readonly error?: unknown };
  readonly events: readonly { readonly event: unknown }[];
  readonly reads: readonly NodeEntry[];
  readonly writes: readonly NodeEntry[];
}

/** `trace`: what a call would read, write and tell in the next block; nothing is sent, no key is needed. */
export const trace: AddInspection = (group, withChain) =>
  void group
    .command('trace')
    .argument('<call>', 'as balances.transferKeepAlive, or an encoded call as 0x…')
    .argument('[args...]', 'its arguments: text, JSON, //Name')
    .requiredOption('--from <account>', 'who would sign: SS58 address, 0x… or //Name')
    .option('--at <block>', 'upon this block; without it, the newest')
    .description('what a call would read, write and tell in the next block; nothing is sent')
    .addHelpText('after', example('trace balances.transferKeepAlive //Bob 1000000 --from //Alice'))
    .action(
      withChain(
        async (chain, name: string, args: readonly string[], options: { from: string; at?: string }) => {
          const { api, output } = chain;
          const values = await Promise.all(
            args.map((arg) => (arg.startsWith('//') ? chain.address(arg) : parsed(arg))),
          );
          const call = /^0x/.test(name) ? name : encoded(api.tx, name, values);
          const at = options.at === undefined ? undefined : await blockHash(api, options.at);
          const extrinsic = { call, address: await chain.address(options.from) };
          const found = await askNode<DryRun>(api, 'dev_dryRun', {
            extrinsic,
            trace: true,
            ...(at === undefined ? {} : { at }),
          });
          const { outcome, events, reads, writes } = found;
          const lines = [
            outcome.ok ? 'ok' : `failed: ${JSON.stringify(outcome.error)}`,
            ...reads.map((entry) => `read   ${entryText(entry)}`),
            ...writes.map((entry) => `write  ${entryText(entry)}`),
            ...events.map(({ event }) => `event  ${JSON.stringify(event)}`),
          ];
          output.row({ outcome, events, reads, writes }, lines.join('\n'));
        },
      ),
    );

function parsed(text: string): unknown {
  if (!/^[[{]|^(true|false|null)$/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    throw new CliError('BAD_INPUT', `argument: expected JSON, got ${text.slice(0, 80)}`);
  }
}

type Calls = Record<
  string,
  Record<string, (...args: readonly unknown[]) => { readonly method: { toHex(): string } }>
>;

function encoded(calls: Calls, name: string, args: readonly unknown[]): string {
  const [pallet = '', call = '', ...rest] = name.split('.');
  const make = rest.length === 0 ? calls[lowered(pallet)]?.[camel(call)] : undefined;
  if (make === undefined)
    throw new CliError(
      'BAD_INPUT',
      `call: expected one of the runtime, as balances.transferKeepAlive, got ${name}`,
    );
  try {
    return make(...args).method.toHex();
  } catch (error) {
    throw new CliError('BAD_INPUT', `arguments: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const lowered = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);
const camel = (name: string): string =>
  name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
