import { COLDKEY, HOTKEY, example, type AddCommand } from '../add-command.js';

/** `delegates become`: become_delegate. */
export const delegatesBecome: AddCommand = (group, withChain) =>
  void group
    .command('become')
    .description('let others stake to your hotkey, for the highest take')
    .requiredOption(...HOTKEY)
    .requiredOption(...COLDKEY)
    .addHelpText('after', example('delegates become --hotkey //Alice//hot --coldkey //Alice'))
    .action(
      withChain(async (chain, options: { hotkey: string; coldkey: string }) => {
        const hotkey = await chain.address(options.hotkey);
        const said = { data: { hotkey }, text: `${hotkey} is a delegate` };
        await chain.send(options.coldkey, ['becomeDelegate', hotkey], said);
      }),
    );
