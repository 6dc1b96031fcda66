import { runtimeVersionJson } from '../substrate/runtime-version-json.js';
import { callRuntime, type RpcContext, type RpcMethod } from '../context.js';
import { sessionOf } from '../session.js';
import { ChainHead } from './chain-head.js';
import { specErrors } from './errors.js';

/** Substrate's own numbers. */
const MAX_FOLLOWS = 4;
const LIMITS = { pinned: 512, operations: 16 };

/** `(withRuntime)` → a subscription to everything that happens at the head: `chainHead_v1_followEvent`. */
export const chainHead_v1_follow: RpcMethod = (context, params) => {
  const { chain, subscriptions } = context;
  const withRuntime = params.boolean(0, 'withRuntime');
  const { chainHeads } = sessionOf(context);
  if (chainHeads.size >= MAX_FOLLOWS) throw specErrors.tooManyFollows(MAX_FOLLOWS);
  const runtime = withRuntime ? runtimeJson(context) : undefined;
  const sink = subscriptions.open('chainHead_v1_followEvent');
  const head = new ChainHead(chain, sink, LIMITS, runtime);
  chainHeads.set(sink.id, head);
  sink.onEnd(() => chainHeads.delete(sink.id));
  subscriptions.afterAnswer(() => head.begin());
  return sink.id;
};

function runtimeJson(context: RpcContext): object {
  const version = runtimeVersionJson(callRuntime(context, 'Core_version', new Uint8Array(), undefined));
  const { specName, implName, specVersion, implVersion, transactionVersion, apis } = version;
  return {
    type: 'valid',
    spec: {
      specName,
      implName,
      specVersion,
      implVersion,
      transactionVersion,
      apis: Object.fromEntries(apis),
    },
  };
}
