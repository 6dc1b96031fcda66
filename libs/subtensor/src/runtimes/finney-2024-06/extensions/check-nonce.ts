import {
  AccountId32,
  VALID,
  compact,
  defineExtension,
  encode,
  invalid,
  newtype,
  tuple,
  u32,
  unit,
  type AccountId,
  type Context,
  type Transaction,
} from '@yumanet/frame';
import type { AccountInfoValue } from '../pallets/system/account.js';
import { Account } from '../pallets/system/storage.js';

const U32_MAX = 0xffff_ffff;
const Tag = tuple(AccountId32, u32);

const tag = (ctx: Context, who: AccountId, nonce: number): Uint8Array =>
  encode(ctx.codecs.of(Tag), [who, nonce]);

/** The signer's account; Payment when nobody pays for its nonce and the call is not free. */
function payingAccount(ctx: Context, { who, info }: Transaction): AccountInfoValue {
  const account = Account.get(ctx, who);
  const isPaidFor = account.providers > 0 || account.sufficients > 0;
  if (info.pays_fee.type === 'Yes' && !isPaidFor) throw invalid('Payment');
  return account;
}

/**
 * Each nonce once, in order. Subtensor's own variant: an account without providers may send calls that are free.
 * Upstream: runtime/src/check_nonce.rs.
 */
export const checkNonce = defineExtension({
  id: 'CheckNonce',
  extra: newtype('node_subtensor_runtime::check_nonce::CheckNonce', compact(u32)),
  additional: unit,
  additionalSigned: () => undefined,
  validate: (ctx, tx, nonce) => {
    const account = payingAccount(ctx, tx);
    if (nonce < account.nonce) throw invalid('Stale');
    return {
      ...VALID,
      provides: [tag(ctx, tx.who, nonce)],
      requires: account.nonce < nonce ? [tag(ctx, tx.who, nonce - 1)] : [],
    };
  },
  preDispatch: (ctx, tx, nonce) => {
    const account = payingAccount(ctx, tx);
    if (nonce !== account.nonce) throw invalid(nonce < account.nonce ? 'Stale' : 'Future');
    Account.put(ctx, tx.who, { ...account, nonce: Math.min(nonce + 1, U32_MAX) });
  },
});
