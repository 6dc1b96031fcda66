import type { RpcMethod } from '../context.js';
import { askForBytes, u16Input } from './ask-runtime.js';

/** `(netuid, uid, at?)` → SCALE of a NeuronInfo; empty where there is none. */
export const neuronInfo_getNeuron: RpcMethod = (context, params) =>
  askForBytes(context, params, {
    method: 'NeuronInfoRuntimeApi_get_neuron',
    inputs: [u16Input(params, 0, 'netuid'), u16Input(params, 1, 'uid')],
    what: 'neuron info',
  });
