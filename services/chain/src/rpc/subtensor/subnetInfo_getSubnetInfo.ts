import type { RpcMethod } from '../context.js';
import { askForBytes, u16Input } from './ask-runtime.js';

/** `(netuid, at?)` → SCALE of a SubnetInfo; empty where there is none. */
export const subnetInfo_getSubnetInfo: RpcMethod = (context, params) =>
  askForBytes(context, params, {
    method: 'SubnetInfoRuntimeApi_get_subnet_info',
    inputs: [u16Input(params, 0, 'netuid')],
    what: 'subnet info',
  });
