import { formatTao } from '../../amount.js';
import { example, type AddCommand } from '../add-command.js';

/** `stake show`: what a coldkey has staked, by hotkey. */
export const stakeShow: AddCommand = (group, withChain) =>
  void group
    .command('show')
    .argument('<coldkey>', 'SS58 address, 0x… or //Name')
    .description('what a coldkey has staked, by hotkey')
    .addHelpText('after', example('stake show //Alice'))
    .action(
      withChain(async (chain, account: string) => {
        const coldkey = await chain.address(account);
        // Stakes are kept by hotkey first: all are read.
        for (const [[hotkey, owner], stake] of await (await chain.state()).entries('stake')) {
          const stakeRao = stake.toBigInt();
          if (owner !== coldkey || stakeRao === 0n) continue;
          chain.output.row({ coldkey, hotkey, stakeRao }, `${hotkey}  ${formatTao(stakeRao)} TAO`);
        }
      }),
    );
