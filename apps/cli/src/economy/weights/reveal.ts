import { example, type AddCommand } from '../add-command.js';
import { rowArguments, rowOptions, type RowOptions } from './row.js';

/** `weights reveal`: reveal_weights. */
export const weightsReveal: AddCommand = (group, withChain) =>
  void rowOptions(group.command('reveal'))
    .description('set the weights that were committed, in the interval after the commit’s')
    .addHelpText('after', example('weights reveal --netuid 2 --weights 2:65535 --hotkey //Alice//hot'))
    .action(
      withChain((chain, options: RowOptions) => {
        const { netuid, weights } = options;
        const said = { data: { netuid, weights }, text: `weights revealed on subnet ${netuid}` };
        return chain.send(options.hotkey, ['revealWeights', ...rowArguments(options)], said);
      }),
    );
