import { formatTao, parseTao } from '../../amount.js';
import { COLDKEY, HOTKEY, example, type AddCommand } from '../add-command.js';

/** `stake remove`: remove_stake. */
export const stakeRemove: AddCommand = (group, withChain) =>
  void group
    .command('remove')
    .description('take staked TAO back')
    .requiredOption(...HOTKEY)
    .requiredOption('--amount <tao>', 'how much, in TAO')
    .requiredOption(...COLDKEY)
    .addHelpText('after', example('stake remove --hotkey //Alice//hot --amount 100 --coldkey //Alice'))
    .action(
      withChain(async (chain, options: { hotkey: string; amount: string; coldkey: string }) => {
        const rao = parseTao(options.amount);
        const hotkey = await chain.address(options.hotkey);
        const text = `unstaked ${formatTao(rao)} TAO from ${hotkey}`;
        await chain.send(options.coldkey, ['removeStake', hotkey, rao], { data: { hotkey, rao }, text });
      }),
    );
