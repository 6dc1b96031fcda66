import type { RpcMethod } from '../context.js';
import { askForBytes, u16Input } from './ask-runtime.js';

/** `(netuid, at?)` → SCALE of a SubnetHyperparams; empty where there is none. */
export const subnetInfo_getSubnetHyperparams: RpcMethod = (context, params) =>
  askForBytes(context, params, {
    method: 'SubnetInfoRuntimeApi_get_subnet_hyperparams',
    inputs: [u16Input(params, 0, 'netuid')],
    what: 'subnet info',
  });
