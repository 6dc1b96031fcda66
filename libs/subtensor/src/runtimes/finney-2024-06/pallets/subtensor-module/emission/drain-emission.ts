import type { Context } from '@yumanet/frame';
import { LoadedEmission } from '../storage/neurons.js';
import { coinbase } from '../accounts/balance.js';
import { networksByTempo } from './networks-by-tempo.js';
import { emitThroughHotkeyAccount } from './emit-through-hotkey-account.js';

/** Pays what the last block's epochs loaded: this is when it is issued. */
export function drainEmission(ctx: Context): void {
  for (const [netuid] of networksByTempo(ctx)) {
    const loaded = LoadedEmission.get(ctx, netuid);
    if (loaded === undefined) continue;
    let emitted = 0n;
    for (const [hotkey, server, validator] of loaded) {
      emitThroughHotkeyAccount(ctx, hotkey, server, validator);
      emitted += server + validator;
    }
    LoadedEmission.delete(ctx, netuid);
    coinbase(ctx, emitted);
  }
}
