import type { Context } from '@yumanet/frame';
import { adjustRegistrationTermsForNetworks } from './pallets/subtensor-module/emission/adjust-registration-terms.js';
import { drainEmission } from './pallets/subtensor-module/emission/drain-emission.js';
import {
  generateEmission,
  type EmissionDependencies,
} from './pallets/subtensor-module/emission/generate-emission.js';
import { rootEpoch } from './pallets/subtensor-module/emission/root-epoch.js';

/**
 * THE ORDER of a block in June 2024, before its transactions.
 *
 * An epoch in block b loads emission; block b + 1 pays it, before anything that its transactions do.
 * Source: upstream `block_step.rs` block_step.
 */
export function blockStep(ctx: Context, dependencies: EmissionDependencies): void {
  // Burn and difficulty at the end of an interval; the block's registration counters (root's too).
  adjustRegistrationTermsForNetworks(ctx);

  // At root's tempo: block emission by issuance, shared among networks by root's weights.
  rootEpoch(ctx);

  // Netuids in storage order: pay what the last block's epochs loaded.
  drainEmission(ctx);

  // Netuids in storage order: the owner's cut, the rest pending; at the subnet's tempo its epoch.
  generateEmission(ctx, dependencies);
}
