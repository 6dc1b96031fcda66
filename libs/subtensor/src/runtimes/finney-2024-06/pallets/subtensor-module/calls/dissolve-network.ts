import { defineCall, ensureSigned, u16 } from '@yumanet/frame';
import { subnetExists } from '../checks/networks.js';
import { ensure } from '../errors.js';
import { deposit } from '../events.js';
import { removeNetwork } from '../networks/remove-network.js';
import { SubnetOwner } from '../storage/networks.js';
import { dissolveNetwork as weight } from '../weights.js';

/** Ends a network; only its owner may, and gets the lock back. */
export const dissolveNetwork = defineCall({
  index: 61,
  name: 'dissolve_network',
  args: { netuid: u16 },
  origin: ensureSigned,
  weight,
  class: 'Operational',
  pays: 'No',
  run: (ctx, coldkey, { netuid }) => {
    ensure(subnetExists(ctx, netuid), 'NetworkDoesNotExist');
    ensure(SubnetOwner.get(ctx, netuid) === coldkey, 'NotSubnetOwner');
    removeNetwork(ctx, netuid);
    deposit(ctx, 'NetworkRemoved', netuid);
  },
});
