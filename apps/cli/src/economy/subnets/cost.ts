import { formatTao } from '../../amount.js';
import { example, type AddCommand } from '../add-command.js';

/** `subnets cost`: what registering a network would lock now. */
export const subnetsCost: AddCommand = (group, withChain) =>
  void group
    .command('cost')
    .description('TAO that registering a subnet would lock now')
    .addHelpText('after', example('subnets cost'))
    .action(
      withChain(async ({ api, output }) => {
        const call = api.call['subnetRegistrationRuntimeApi']!['getNetworkRegistrationCost']!;
        const rao = BigInt((await call()).toString());
        output.row({ lockRao: rao }, `${formatTao(rao)} TAO`);
      }),
    );
