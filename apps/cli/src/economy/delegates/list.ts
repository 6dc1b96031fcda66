import { formatTao } from '../../amount.js';
import { example, type AddCommand } from '../add-command.js';
import { proportion } from '../proportion.js';

/** `delegates list`: hotkeys that take nominations, the largest first. */
export const delegatesList: AddCommand = (group, withChain) =>
  void group
    .command('list')
    .description('hotkeys that take nominations: stake, take (u16 proportion), owner; the largest first')
    .addHelpText('after', example('delegates list --json'))
    .action(
      withChain(async ({ state, output }) => {
        const at = await state();
        const rows = await Promise.all(
          (await at.entries('delegates')).map(async ([[hotkey], take]) => ({
            hotkey,
            owner: (await at.get('owner', hotkey)).toString(),
            take: take.toNumber(),
            stakeRao: (await at.get('totalHotkeyStake', hotkey)).toBigInt(),
          })),
        );
        rows.sort((a, b) => (a.stakeRao < b.stakeRao ? 1 : a.stakeRao > b.stakeRao ? -1 : 0));
        for (const row of rows)
          output.row(
            row,
            `${row.hotkey}  ${formatTao(row.stakeRao)} TAO  take ${proportion(row.take)}  owner ${row.owner}`,
          );
      }),
    );
