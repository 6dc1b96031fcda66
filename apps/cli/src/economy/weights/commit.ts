import { example, type AddCommand } from '../add-command.js';
import { rowArguments, rowOptions, type RowOptions } from './row.js';

/** `weights commit`: commit_weights with the hash that reveal_weights will check. */
export const weightsCommit: AddCommand = (group, withChain) =>
  void rowOptions(group.command('commit'))
    .description('commit to weights that are revealed later; keep the list, only its hash is on the chain')
    .addHelpText('after', example('weights commit --netuid 2 --weights 2:65535 --hotkey //Alice//hot'))
    .action(
      withChain(async (chain, options: RowOptions) => {
        const { pairOf } = await import('../../account.js');
        const { weightsCommitHash } = await import('@yumanet/subtensor');
        const [netuid, uids, values, versionKey] = rowArguments(options);
        const hotkey = Buffer.from((await pairOf(options.hotkey)).publicKey).toString('hex');
        const hash = `0x${weightsCommitHash(hotkey, { netuid, uids, values, versionKey })}`;
        const said = { data: { netuid, hash }, text: `committed ${hash} on subnet ${netuid}` };
        await chain.send(options.hotkey, ['commitWeights', netuid, hash], said);
      }),
    );
