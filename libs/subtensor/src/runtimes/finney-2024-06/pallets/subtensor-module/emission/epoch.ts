import type { AccountId, Context } from '@yumanet/frame';
import { readEpoch } from './epoch-input.js';
import { writeEpochOutput } from './epoch-output.js';
import type { EmissionDependencies } from './generate-emission.js';
import { stopOnArithmetic } from './stop-on-arithmetic.js';

export type EmissionTuple = readonly [hotkey: AccountId, serverRao: bigint, validatorRao: bigint];

/** One subnet's epoch over `raoEmission`: reads storage, runs Yuma, writes storage. Answers who gets what. */
export function runEpoch(
  ctx: Context,
  netuid: number,
  raoEmission: bigint,
  { yuma, onEpoch }: EmissionDependencies,
): EmissionTuple[] {
  const { input, hotkeys } = readEpoch(ctx, netuid, raoEmission);
  const output = stopOnArithmetic(`epoch of netuid ${netuid}`, () => yuma.runEpoch(input));
  writeEpochOutput(ctx, netuid, input, output);
  if (ctx.host.dryRun !== true) onEpoch?.(ctx, { netuid, hotkeys, input, output });
  return hotkeys.map(
    ([uid, hotkey]) =>
      [hotkey, output.serverEmissionRao[uid] ?? 0n, output.validatorEmissionRao[uid] ?? 0n] as const,
  );
}
