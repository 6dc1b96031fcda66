import { formatTao } from '../../amount.js';
import { example, type AddCommand } from '../add-command.js';

/** `senate list`: the senators and the Triumvirate. */
export const senateList: AddCommand = (group, withChain) =>
  void group
    .command('list')
    .description('senators (hotkeys, with their stake) and the Triumvirate (accounts)')
    .addHelpText('after', example('senate list'))
    .action(
      withChain(async ({ api, output, state }) => {
        const at = await state();
        const members = async (pallet: string): Promise<string[]> =>
          [...((await api.query[pallet]!['members']!()) as never as Iterable<object>)].map(String);
        for (const hotkey of await members('senateMembers')) {
          const stakeRao = (await at.get('totalHotkeyStake', hotkey)).toBigInt();
          output.row(
            { role: 'senator', hotkey, stakeRao },
            `senator   ${hotkey}  ${formatTao(stakeRao)} TAO`,
          );
        }
        for (const account of await members('triumvirate'))
          output.row({ role: 'triumvir', account }, `triumvir  ${account}`);
      }),
    );
