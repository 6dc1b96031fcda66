import type { RpcMethod } from '../context.js';
import { askForBytes, u16Input } from './ask-runtime.js';

/** `(netuid, at?)` → SCALE of every NeuronInfoLite of a network. */
export const neuronInfo_getNeuronsLite: RpcMethod = (context, params) =>
  askForBytes(context, params, {
    method: 'NeuronInfoRuntimeApi_get_neurons_lite',
    inputs: [u16Input(params, 0, 'netuid')],
    what: 'neurons lite info',
  });
