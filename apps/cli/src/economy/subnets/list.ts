import { formatTao } from '../../amount.js';
import { example, type AddCommand } from '../add-command.js';

/** `subnets list`: every network, root first. */
export const subnetsList: AddCommand = (group, withChain) =>
  void group
    .command('list')
    .description('every subnet: neurons, tempo, emission, price of registering, owner')
    .addHelpText('after', example('subnets list --json'))
    .action(
      withChain(async ({ state, output }) => {
        const at = await state();
        const netuids = (await at.entries('networksAdded'))
          .flatMap(([[netuid], added]) => (added.isTrue ? [Number(netuid)] : []))
          .sort((a, b) => a - b);
        for (const netuid of netuids) {
          const [n, max, tempo, emission, burn, owner] = await Promise.all(
            ['subnetworkN', 'maxAllowedUids', 'tempo', 'emissionValues', 'burn', 'subnetOwner'].map((item) =>
              at.get(item, netuid),
            ),
          );
          const row = {
            netuid,
            neurons: n!.toNumber(),
            maxNeurons: max!.toNumber(),
            tempo: tempo!.toNumber(),
            emissionRao: emission!.toBigInt(),
            burnRao: burn!.toBigInt(),
            owner: owner!.toString(),
          };
          const seats = `${row.neurons}/${row.maxNeurons}`;
          output.row(
            row,
            `subnet ${netuid}  ${seats.padStart(7)} neurons  tempo ${row.tempo}  ` +
              `${formatTao(row.emissionRao)} TAO a block  burn ${formatTao(row.burnRao)}  owner ${row.owner}`,
          );
        }
      }),
    );
