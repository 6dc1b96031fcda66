import type { ChainClient, Head, Key } from '@yumanet/chain-client';
import { hasCode, type Logger } from '@yumanet/service-kit';
import { validatorError } from '../errors.js';

/** What every step of the set-up is given. */
export interface SetupContext {
  readonly client: ChainClient;
  readonly netuid: number;
  /** What root weighs, all alike; ascending, at least one. */
  readonly rootNetuids: readonly number[];
  readonly hotkey: Key;
  /** undefined: none is set; steps that need it say so. */
  readonly coldkey: Key | undefined;
  /** Rao that a registration may burn at most. */
  readonly maxBurnRao: bigint;
  readonly logger: Logger;
}

/** One thing that must be true on the chain: read at a final block, and brought about if it is not. */
export interface SetupStep {
  readonly name: string;
  /** The call that is missing, signed by the coldkey; undefined: none is; `later`: the chain would refuse it now. */
  missing(context: SetupContext, at: Head): Promise<MissingCall | 'later' | undefined>;
}

export interface MissingCall {
  readonly call: string;
  readonly args: readonly unknown[];
}

/** Refusals that pass by themselves: the next blocks or the next interval have room. */
const MAY_PASS =
  /TooManyRegistrations|SettingWeightsTooFast|StakeRateLimitExceeded|exhaust|AlreadyRegistered|too low priority|outdated/i;

/**
 * Brings one step about, if it is missing.
 *
 * @returns whether it is true now; false: the chain has no room for it yet.
 * @throws ServiceError COLDKEY_NEEDED, SETUP_REFUSED, and as the endpoint's calls.
 */
export async function takeStep(
  context: SetupContext,
  step: SetupStep,
  signal: AbortSignal,
): Promise<boolean> {
  const { client, coldkey, logger, netuid } = context;
  const missing = await step.missing(context, await client.source.head('finalized'));
  if (missing === undefined) return true;
  if (missing === 'later') return false;
  if (coldkey === undefined) {
    const what = `${step.name}: expected a coldkey to sign ${missing.call}, got none`;
    throw validatorError('COLDKEY_NEEDED', what, { step: step.name, call: missing.call });
  }
  try {
    const call = await client.call('SubtensorModule', missing.call, missing.args);
    const { blockNumber } = await client.sender(coldkey).send(call, { signal });
    logger.info({ step: step.name, netuid, block: blockNumber }, 'set-up step done');
    return true;
  } catch (error) {
    const why = whyRefused(error);
    if (why === undefined) throw error;
    logger.info({ step: step.name, why }, 'set-up step refused');
    if (MAY_PASS.test(why)) return false;
    const what = `${step.name}: expected the chain to take ${missing.call}, got ${why}`;
    throw validatorError('SETUP_REFUSED', what, { step: step.name, error: why }, { cause: error });
  }
}

function whyRefused(error: unknown): string | undefined {
  if (hasCode(error, 'EXTRINSIC_FAILED')) return String(error.data['error']);
  if (hasCode(error, 'POOL_REFUSED', 'EXTRINSIC_REFUSED'))
    return `${error.message} ${String(error.data['rpcData'] ?? error.data['reason'] ?? '')}`;
  return undefined;
}
