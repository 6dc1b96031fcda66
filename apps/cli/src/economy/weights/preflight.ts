import { Option } from 'commander';
import type { Preflight } from '@yumanet/subtensor';
import { example, type AddCommand } from '../add-command.js';
import { rowArguments, rowOptions, type RowOptions } from './row.js';

const CALLS = { set: 'set_weights', commit: 'commit_weights', reveal: 'reveal_weights' } as const;

/** `weights preflight`: every check of the call against the newest state, without sending anything. */
export const weightsPreflight: AddCommand = (group, withChain) =>
  void rowOptions(group.command('preflight'), [
    '--hotkey <account>',
    'who would sign: SS58 address, 0x… or //Name',
  ])
    .addOption(new Option('--call <call>', 'what would be sent').choices(Object.keys(CALLS)).default('set'))
    .description('what the chain would refuse of a row of weights, by name, and the block at which it passes')
    .addHelpText(
      'after',
      example('weights preflight --netuid 1 --weights 2:65535,3:30000 --hotkey //Alice//hot'),
    )
    .action(
      withChain(async (chain, options: RowOptions & { readonly call: keyof typeof CALLS }) => {
        const { askPartialState, finney202406, preflight } = await import('@yumanet/subtensor');
        const { decodeAddress } = await import('@yumanet/polkadot/util-crypto');
        const [netuid, uids, values, versionKey] = rowArguments(options);
        const hotkey = Buffer.from(decodeAddress(await chain.address(options.hotkey))).toString('hex');
        const { number, fetch } = await chain.rawState();
        const question = { call: CALLS[options.call], hotkey, netuid, uids, values, versionKey };
        const next = BigInt(number + 1);
        const found = await askPartialState(finney202406, fetch, (ctx) => preflight(ctx, question, next));
        chain.output.row(asRow(question.call, found), asText(question.call, netuid, found));
      }),
    );

const blockOf = (block: bigint | undefined) => (block === undefined ? null : Number(block));

function asRow(call: string, { block, failures, poolRefuses, passesAt, until }: Preflight) {
  return {
    call,
    block: Number(block),
    passes: failures.length === 0 && !poolRefuses,
    failures: failures.map(({ error, passesAt: at }) => ({ error, passesAt: blockOf(at) })),
    poolRefuses,
    passesAt: blockOf(passesAt),
    until: blockOf(until),
  };
}

function asText(call: string, netuid: number, { failures, poolRefuses, passesAt, until }: Preflight): string {
  const lines = failures.map(
    ({ error, passesAt: at }) =>
      `${error}: ${at === undefined ? 'waiting does not help' : `passes at block ${at}`}`,
  );
  if (poolRefuses) lines.push('the pool refuses it: too little stake');
  const end = until === undefined ? '' : `, until block ${until}`;
  const when = passesAt === undefined ? 'never as things are' : `from block ${passesAt}${end}`;
  return [...lines, `${call} on subnet ${netuid} passes ${when}`].join('\n');
}
