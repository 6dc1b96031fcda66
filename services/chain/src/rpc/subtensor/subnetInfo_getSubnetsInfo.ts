import type { RpcMethod } from '../context.js';
import { askForBytes } from './ask-runtime.js';

/** `(at?)` → SCALE of every SubnetInfo. */
export const subnetInfo_getSubnetsInfo: RpcMethod = (context, params) =>
  askForBytes(context, params, {
    method: 'SubnetInfoRuntimeApi_get_subnets_info',
    inputs: [],
    what: 'subnets info',
  });
