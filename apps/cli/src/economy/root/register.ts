import { COLDKEY, HOTKEY, example, type AddCommand } from '../add-command.js';

/** `root register`: root_register. */
export const rootRegister: AddCommand = (group, withChain) =>
  void group
    .command('register')
    .description('take a seat on root, free of charge; when it is full, the smallest stake’s')
    .requiredOption(...HOTKEY)
    .requiredOption(...COLDKEY)
    .addHelpText('after', example('root register --hotkey //Alice//hot --coldkey //Alice'))
    .action(
      withChain(async (chain, options: { hotkey: string; coldkey: string }) => {
        const hotkey = await chain.address(options.hotkey);
        const said = { data: { hotkey }, text: `${hotkey} is on root` };
        await chain.send(options.coldkey, ['rootRegister', hotkey], said);
      }),
    );
