import { COLDKEY, HOTKEY, NETUID, example, u16, type AddCommand } from './add-command.js';

/** `register`: burned_register. */
export const register: AddCommand = (program, withChain) =>
  void program
    .command('register')
    .description('register a hotkey on a subnet, for the TAO that this burns')
    .requiredOption(...NETUID, u16)
    .requiredOption(...HOTKEY)
    .requiredOption(...COLDKEY)
    .addHelpText('after', example('register --netuid 1 --hotkey //Eve//miner --coldkey //Eve'))
    .action(
      withChain(async (chain, options: { netuid: number; hotkey: string; coldkey: string }) => {
        const { netuid, coldkey } = options;
        const hotkey = await chain.address(options.hotkey);
        const text = `registered ${hotkey} on subnet ${netuid}`;
        await chain.send(coldkey, ['burnedRegister', netuid, hotkey], { data: { netuid, hotkey }, text });
      }),
    );
