import { COLDKEY, HOTKEY, example, u16, type AddCommand } from '../add-command.js';
import { proportion } from '../proportion.js';

/** `delegates take`: increase_take or decrease_take, whichever it is. */
export const delegatesTake: AddCommand = (group, withChain) =>
  void group
    .command('take')
    .description('set what a delegate keeps of its nominators’ dividends')
    .requiredOption(...HOTKEY)
    .requiredOption('--take <u16>', 'proportion, 65535 = all', u16)
    .requiredOption(...COLDKEY)
    .addHelpText('after', example('delegates take --hotkey //Alice//hot --take 6553 --coldkey //Alice'))
    .action(
      withChain(async (chain, options: { hotkey: string; take: number; coldkey: string }) => {
        const { take, coldkey } = options;
        const hotkey = await chain.address(options.hotkey);
        const now = (await (await chain.state()).get('delegates', hotkey)).toNumber();
        const call = take > now ? 'increaseTake' : 'decreaseTake';
        const text = `${hotkey} takes ${proportion(take)}`;
        await chain.send(coldkey, [call, hotkey, take], { data: { hotkey, take }, text });
      }),
    );
