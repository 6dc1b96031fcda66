import { COLDKEY, example, type AddCommand } from '../add-command.js';

/** `subnets create`: register_network. */
export const subnetsCreate: AddCommand = (group, withChain) =>
  void group
    .command('create')
    .description('register a subnet; locks what `yumanet subnets cost` says')
    .requiredOption(...COLDKEY)
    .addHelpText('after', example('subnets create --coldkey //Bob'))
    .action(
      withChain((chain, { coldkey }: { coldkey: string }) =>
        chain.send(coldkey, ['registerNetwork'], {
          data: {},
          text: 'subnet registered: see yumanet subnets list',
        }),
      ),
    );
