import { bytes, method, option, runtimeApi, u16, vec } from '@yumanet/frame';
import {
  SubnetHyperparams,
  getSubnetHyperparams,
} from '../pallets/subtensor-module/info/subnet-hyperparams.js';
import { SubnetInfo, getSubnetInfo, getSubnetsInfo } from '../pallets/subtensor-module/info/subnet-info.js';
import { opaque, opaqueOrEmpty } from './opaque.js';

const Subnets = vec(option(SubnetInfo));

/** SubnetInfoRuntimeApi: networks and their hyperparameters. */
export const subnetInfoApi = runtimeApi('SubnetInfoRuntimeApi', 1, [
  method('get_subnet_info', { netuid: u16 }, bytes, (ctx, { netuid }) =>
    opaqueOrEmpty(ctx, SubnetInfo, getSubnetInfo(ctx, netuid)),
  ),
  method('get_subnets_info', {}, bytes, (ctx) => opaque(ctx, Subnets, getSubnetsInfo(ctx))),
  method('get_subnet_hyperparams', { netuid: u16 }, bytes, (ctx, { netuid }) =>
    opaqueOrEmpty(ctx, SubnetHyperparams, getSubnetHyperparams(ctx, netuid)),
  ),
]);
