import { method, runtimeApi, u64 } from '@yumanet/frame';
import { lockCost } from '../pallets/subtensor-module/networks/lock-cost.js';

/** SubnetRegistrationRuntimeApi: what registering a network would lock now, in rao. */
export const subnetRegistrationApi = runtimeApi('SubnetRegistrationRuntimeApi', 1, [
  method('get_network_registration_cost', {}, u64, lockCost),
]);
