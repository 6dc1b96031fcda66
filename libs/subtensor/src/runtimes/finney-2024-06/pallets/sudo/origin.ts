import { ensureSignedOrRoot, type Context, type Origin } from '@yumanet/frame';
import { errors } from './errors.js';
import { Key } from './storage.js';

/** Root, or the sudo key; RequireSudo for any other signer, BadOrigin for the rest. */
export function ensureSudo(origin: Origin, ctx: Context): void {
  const who = ensureSignedOrRoot(origin);
  if (who !== undefined && Key.get(ctx) !== who) throw errors.fail('RequireSudo');
}
