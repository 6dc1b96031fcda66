import { example, u16, type AddCommand } from '../add-command.js';

/** Hyperparameters by netuid, as @polkadot/api spells them. */
const ITEMS = [
  'tempo',
  'subnetworkN',
  'maxAllowedUids',
  'maxAllowedValidators',
  'immunityPeriod',
  'activityCutoff',
  'kappa',
  'rho',
  'bondsMovingAverage',
  'minAllowedWeights',
  'maxWeightsLimit',
  'weightsVersionKey',
  'weightsSetRateLimit',
  'commitRevealWeightsEnabled',
  'weightCommitRevealInterval',
  'servingRateLimit',
  'networkRegistrationAllowed',
  'maxRegistrationsPerBlock',
  'targetRegistrationsPerInterval',
  'adjustmentInterval',
  'adjustmentAlpha',
  'burn',
  'minBurn',
  'maxBurn',
  'difficulty',
  'emissionValues',
  'pendingEmission',
  'blocksSinceLastStep',
  'networkRegisteredAt',
  'subnetLocked',
  'subnetOwner',
] as const;

/** `subnets show`: one network's hyperparameters, as stored. */
export const subnetsShow: AddCommand = (group, withChain) =>
  void group
    .command('show')
    .argument('<netuid>', 'the subnet', u16)
    .description('a subnet’s hyperparameters as they are stored: rao, u16 proportions, blocks')
    .addHelpText('after', example('subnets show 1'))
    .action(
      withChain(async (chain, netuid: number) => {
        const at = await chain.stateOf(netuid);
        const values = await Promise.all(
          ITEMS.map(async (item) => [item, (await at.get(item, netuid)).toString()] as const),
        );
        const text = values.map(([item, value]) => `${item.padEnd(32)} ${value}`).join('\n');
        chain.output.row({ netuid, block: at.block, ...Object.fromEntries(values) }, text);
      }),
    );
