import { example, u16, type AddCommand } from '../add-command.js';
import { proportion } from '../proportion.js';

/** `weights show`: the rows of a subnet; on root the targets are netuids. */
export const weightsShow: AddCommand = (group, withChain) =>
  void group
    .command('show')
    .argument('<netuid>', 'the subnet; 0 is root', u16)
    .description('weights that validators have set: each row by uid, largest value 65535')
    .addHelpText('after', example('weights show 1'))
    .action(
      withChain(async (chain, netuid: number) => {
        const at = await chain.stateOf(netuid);
        for (const [[, uid], row] of await at.entries('weights', netuid)) {
          const weights = [...row].map((pair) => [...pair].map((value) => value.toNumber()));
          const text = weights.map(([target, value]) => `${target}:${proportion(value ?? 0)}`).join(' ');
          chain.output.row({ netuid, uid: Number(uid), weights }, `${uid}  ${text}`);
        }
      }),
    );
