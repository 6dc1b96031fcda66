import type { RpcMethod } from '../context.js';
import { readLittleEndian } from '../substrate/little-endian.js';
import { Verbatim } from '../verbatim.js';
import { askRuntime } from './ask-runtime.js';

/** `(at?)` → rao that registering a network would lock now. */
export const subnetInfo_getLockCost: RpcMethod = (context, params) => {
  const rao = askRuntime(context, params, {
    method: 'SubnetRegistrationRuntimeApi_get_network_registration_cost',
    inputs: [],
    what: 'subnet lock cost',
  });
  return new Verbatim(readLittleEndian(rao).toString());
};
