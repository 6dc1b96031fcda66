import { example, type AddCommand } from '../add-command.js';
import { rowArguments, rowOptions, type RowOptions } from './row.js';

/** `weights set`: set_weights. */
export const weightsSet: AddCommand = (group, withChain) =>
  void rowOptions(group.command('set'))
    .description('set a validator’s weights at once (where commit and reveal is off)')
    .addHelpText('after', example('weights set --netuid 1 --weights 2:65535,3:30000 --hotkey //Alice//hot'))
    .action(
      withChain((chain, options: RowOptions) => {
        const { netuid, weights } = options;
        const said = { data: { netuid, weights }, text: `weights set on subnet ${netuid}` };
        return chain.send(options.hotkey, ['setWeights', ...rowArguments(options)], said);
      }),
    );
