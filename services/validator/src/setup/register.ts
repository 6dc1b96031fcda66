import { read } from '../metagraph/read-metagraph.js';
import type { SetupStep } from './step.js';
import { validatorError } from '../errors.js';

/** The hotkey has a uid on the subnet: burned_register. */
export const register: SetupStep = {
  name: 'register',
  async missing({ client, netuid, hotkey, maxBurnRao, logger }, { hash: at }) {
    const [exists, uid, burn] = await read(
      client,
      at,
      ['NetworksAdded', netuid],
      ['Uids', netuid, hotkey.address],
      ['Burn', netuid],
    );
    if (exists?.isTrue !== true)
      throw validatorError('SUBNET_UNKNOWN', `netuid: expected a subnet of the chain, got ${netuid}`, {
        netuid,
      });
    if (uid?.isNone === false) return undefined;
    const burnRao = burn?.toBigInt() ?? 0n;
    if (burnRao > maxBurnRao) {
      logger.warn({ netuid, burnRao, maxBurnRao }, 'registration costs more than it may: waiting');
      return 'later';
    }
    return { call: 'burned_register', args: [netuid, hotkey.address] };
  },
};
