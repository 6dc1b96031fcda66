import type { RpcMethod } from '../context.js';
import { callRuntime } from '../context.js';
import { runtimeVersionJson } from './runtime-version-json.js';

/** `(at?)` → names and versions of the runtime. */
export const state_getRuntimeVersion: RpcMethod = (context, params) =>
  runtimeVersionJson(callRuntime(context, 'Core_version', new Uint8Array(), params.optionalHash(0, 'at')));
