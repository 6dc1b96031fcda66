import { COLDKEY, HOTKEY, example, weightList, type AddCommand, type Weight } from '../add-command.js';

const ROOT = 0;

/** `root weights`: set_root_weights. `weights show 0` shows them. */
export const rootWeights: AddCommand = (group, withChain) =>
  void group
    .command('weights')
    .description('say how emission is shared among subnets, as a validator on root')
    .requiredOption('--weights <list>', 'netuid:weight,… as in 1:65535,2:30000', weightList)
    .requiredOption(...HOTKEY)
    .requiredOption(...COLDKEY)
    .addHelpText('after', example('root weights --weights 1:65535 --hotkey //Alice//hot --coldkey //Alice'))
    .action(
      withChain(async (chain, options: { weights: readonly Weight[]; hotkey: string; coldkey: string }) => {
        const { weights } = options;
        const hotkey = await chain.address(options.hotkey);
        const netuids = weights.map(({ uid }) => uid);
        const values = weights.map(({ value }) => value);
        const call = ['setRootWeights', ROOT, hotkey, netuids, values, 0] as const;
        const shares = weights.map(({ uid, value }) => ({ netuid: uid, value }));
        await chain.send(options.coldkey, call, { data: { hotkey, shares }, text: 'root weights set' });
      }),
    );
