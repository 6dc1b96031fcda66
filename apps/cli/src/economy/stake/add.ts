import { formatTao, parseTao } from '../../amount.js';
import { COLDKEY, HOTKEY, example, type AddCommand } from '../add-command.js';

/** `stake add`: add_stake. */
export const stakeAdd: AddCommand = (group, withChain) =>
  void group
    .command('add')
    .description('stake TAO to a hotkey, your own or a delegate’s')
    .requiredOption(...HOTKEY)
    .requiredOption('--amount <tao>', 'how much, in TAO')
    .requiredOption(...COLDKEY)
    .addHelpText('after', example('stake add --hotkey //Alice//hot --amount 100 --coldkey //Alice'))
    .action(
      withChain(async (chain, options: { hotkey: string; amount: string; coldkey: string }) => {
        const rao = parseTao(options.amount);
        const hotkey = await chain.address(options.hotkey);
        const text = `staked ${formatTao(rao)} TAO to ${hotkey}`;
        await chain.send(options.coldkey, ['addStake', hotkey, rao], { data: { hotkey, rao }, text });
      }),
    );
