import { read } from '../metagraph/read-metagraph.js';
import type { SetupStep } from './step.js';
import { validatorError } from '../errors.js';

/** The hotkey has a uid on the subnet: burned_register. */
export const register: SetupStep = {
  name: 'register',
  async missing({ client, netuid, hotkey }, { hash: at }) {
    const [exists, uid] = await read(client, at, ['NetworksAdded', netuid], ['Uids', netuid, hotkey.address]);
    if (exists?.isTrue !== true)
      throw validatorError('SUBNET_UNKNOWN', `netuid: expected a subnet of the chain, got ${netuid}`, {
        netuid,
      });
    if (uid?.isNone === false) return undefined;
    return { call: 'burned_register', args: [netuid, hotkey.address] };
  },
};
