import type { RpcMethod } from '../context.js';
import { callRuntime } from '../context.js';
import { runtimeVersionJson } from './runtime-version-json.js';

/** The runtime version, once: this node changes its runtime only with its program. */
export const state_subscribeRuntimeVersion: RpcMethod = (context) => {
  const version = runtimeVersionJson(callRuntime(context, 'Core_version', new Uint8Array(), undefined));
  const sink = context.subscriptions.open('state_runtimeVersion');
  sink.send(version);
  return sink.id;
};
