import { sleep, type Clock } from '@yumanet/service-kit';
import { register } from './register.js';
import { rootRegister } from './root-register.js';
import { stake } from './stake.js';
import { takeStep, type SetupContext, type SetupStep } from './step.js';

export interface SetupOptions {
  readonly stakeRao: bigint;
  readonly root: boolean;
  readonly clock: Clock;
  /** Milliseconds between two attempts where the chain has no room. */
  readonly againMs: number;
}

/** What must be true before a validator can work, in this order. */
export const setupSteps = ({
  stakeRao,
  root,
}: Pick<SetupOptions, 'stakeRao' | 'root'>): readonly SetupStep[] => [
  register,
  stake(stakeRao),
  ...(root ? [rootRegister] : []),
];

/**
 * Brings every step about, waiting for room where the chain has none yet. What is done is not done again: after a
 * restart nothing is sent twice.
 *
 * @throws ServiceError as `takeStep`, CANCELLED.
 */
export async function setUp(
  context: SetupContext,
  options: SetupOptions,
  signal: AbortSignal,
): Promise<void> {
  for (const step of setupSteps(options)) {
    while (!(await takeStep(context, step, signal))) await sleep(options.clock, options.againMs, signal);
  }
}
