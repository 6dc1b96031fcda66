import { bytes, method, runtimeApi, u16, vec } from '@yumanet/frame';
import {
  NeuronInfo,
  NeuronInfoLite,
  getNeuron,
  getNeuronLite,
  getNeurons,
  getNeuronsLite,
} from '../pallets/subtensor-module/info/neuron-info.js';
import { opaque, opaqueOrEmpty } from './opaque.js';

const Neurons = vec(NeuronInfo);
const NeuronsLite = vec(NeuronInfoLite);

/** NeuronInfoRuntimeApi: a network's neurons, with and without their rows. */
export const neuronInfoApi = runtimeApi('NeuronInfoRuntimeApi', 1, [
  method('get_neurons', { netuid: u16 }, bytes, (ctx, { netuid }) =>
    opaque(ctx, Neurons, getNeurons(ctx, netuid)),
  ),
  method('get_neuron', { netuid: u16, uid: u16 }, bytes, (ctx, { netuid, uid }) =>
    opaqueOrEmpty(ctx, NeuronInfo, getNeuron(ctx, netuid, uid)),
  ),
  method('get_neurons_lite', { netuid: u16 }, bytes, (ctx, { netuid }) =>
    opaque(ctx, NeuronsLite, getNeuronsLite(ctx, netuid)),
  ),
  method('get_neuron_lite', { netuid: u16, uid: u16 }, bytes, (ctx, { netuid, uid }) =>
    opaqueOrEmpty(ctx, NeuronInfoLite, getNeuronLite(ctx, netuid, uid)),
  ),
]);
