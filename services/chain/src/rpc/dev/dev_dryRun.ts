import type { Hex, RuntimeHost } from '@yumanet/frame';
import { z } from 'zod';
import { fromHex, to0x } from '../../bytes.js';
import { timeOfState } from '../../node/block/block-time.js';
import { nextBlockTime } from '../../node/block/clock.js';
import { auraPreRuntime } from '../../node/block/header.js';
import { ByteReader } from '../../node/block/byte-reader.js';
import { RuntimeApi, encodeInherentData } from '../../node/runtime/runtime-api.js';
import { SYSTEM_EVENTS } from '../../node/state/chain-store.js';
import { Overlay } from '../../node/state/overlay.js';
import { PhaseRunner, type Phase } from '../../node/trace/phase-runner.js';
import { blockNumber, type RpcContext, type RpcMethod } from '../context.js';
import { stateAt } from '../context.js';
import { dispatchOutcome } from './dispatch-outcome.js';
import { frameRuntime } from './frame-runtime.js';
import { mockExtrinsic } from './mock-extrinsic.js';
import { objectParam, zHash, zHex } from './object-params.js';
import { StateNames } from './state-json.js';
import { toHex } from '../../bytes.js';
import { parseAccount } from '../../chain-spec/ss58.js';

const schema = z.strictObject({
  extrinsic: z.union([zHex, z.strictObject({ call: zHex, address: z.string().max(66) })]),
  at: zHash.optional(),
  raw: z.boolean().optional(),
  trace: z.boolean().optional(),
});

const ZERO_HASH = new Uint8Array(32);

/**
 * `({extrinsic, at?, raw?, trace?})` → what a transaction would do in the block after `at` (the newest): nothing is
 * kept. `extrinsic` is signed bytes, or `{call, address}`, whose signature is not asked for. Answers
 * `{outcome, events, old, new, storageDiff}`, with `trace` also `reads`; with `raw` the storage diff alone.
 *
 * @throws RpcError 1 when it could not be in a block at all.
 */
export const dev_dryRun: RpcMethod = (context, params) => {
  const { extrinsic, at, raw, trace } = objectParam(schema, params.raw(0));
  const { runtime } = context.chain;
  const isMock = typeof extrinsic !== 'string';
  const host: RuntimeHost = {
    ...context.chain.host,
    ...(isMock ? { verifySignature: () => true } : {}),
    dryRun: true,
  };
  const bytes = isMock ? mockOf(context, extrinsic, at) : fromHex(extrinsic);
  const runner = openBlock(context, host, at);
  const before = runner.now;
  const eventsBefore = countOf(before.get(SYSTEM_EVENTS));
  const answer = runner.run(0, (api) => api.call('BlockBuilder_apply_extrinsic', bytes));
  const outcome = dispatchOutcome(runtime, answer);
  const { changes, reads } = runner.phases.at(-1)!;
  const storageDiff = [...changes]
    .filter(([key]) => key !== SYSTEM_EVENTS)
    .map(([key, value]) => [`0x${key}`, value && to0x(value)] as const);
  if (raw === true) return storageDiff;
  const names = new StateNames(runtime);
  const shown = [...changes.keys()].filter((key) => key !== SYSTEM_EVENTS);
  return {
    outcome,
    events: names.events(runner.now.get(SYSTEM_EVENTS), eventsBefore),
    old: names.tree(shown.map((key) => names.entry(key, before.get(key)))),
    new: names.tree(shown.map((key) => names.entry(key, changes.get(key)))),
    storageDiff,
    ...(trace === true
      ? { reads: readsOf(names, reads), writes: shown.map((key) => names.entry(key, changes.get(key))) }
      : {}),
  };
};

function readsOf(names: StateNames, reads: Phase['reads']): object[] {
  return [...reads].filter(([key]) => key !== SYSTEM_EVENTS).map(([key, value]) => names.entry(key, value));
}

/** The block after `at`, begun, with its inherents in it. */
function openBlock(context: RpcContext, host: RuntimeHost, at: Hex | undefined): PhaseRunner {
  const { chain } = context;
  const state = stateAt(context, at);
  const number = blockNumber(context, at);
  const runner = new PhaseRunner(state, chain.runtime, host);
  const slotMs = new RuntimeApi(chain.runtime, new Overlay(state), host).slotDuration();
  const time = nextBlockTime(timeOfState(state, slotMs) ?? 0n, undefined, slotMs);
  runner.run('Initialization', (api) => {
    api.initializeBlock({
      parentHash: chain.store.hashOf(number)!,
      number: number + 1,
      stateRoot: ZERO_HASH,
      extrinsicsRoot: ZERO_HASH,
      digest: [auraPreRuntime(time.slot)],
    });
    for (const inherent of api.inherentExtrinsics(encodeInherentData(time.timestampMs, time.slot)))
      api.applyExtrinsic(inherent);
  });
  return runner;
}

function mockOf(
  context: RpcContext,
  { call, address }: { readonly call: Hex; readonly address: string },
  at: Hex | undefined,
): Uint8Array {
  const { chain } = context;
  const account = parseAccount(address);
  const nonce = new RuntimeApi(chain.runtime, new Overlay(stateAt(context, at)), chain.host).accountNonce(
    account,
  );
  return mockExtrinsic(frameRuntime(chain.runtime), toHex(account), fromHex(call), nonce);
}

/** How many events a state has: the length that its vector begins with. */
function countOf(events: Uint8Array | undefined): number {
  return events === undefined ? 0 : new ByteReader(events).compact();
}
