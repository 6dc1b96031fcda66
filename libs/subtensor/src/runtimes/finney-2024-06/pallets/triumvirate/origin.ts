import { AccountId32, failure, originOf, u32, v, variant, type AccountId, type Origin } from '@yumanet/frame';
import { wrap } from '../../u32.js';

/** Who asks when a motion does: so many ayes of so many seats, or one member alone. */
export const RawOrigin = variant('pallet_collective::RawOrigin', {
  Members: v(0, u32, u32),
  Member: v(1, AccountId32),
  _Phantom: v(2),
});

const collective = (type: string, value: unknown): Origin =>
  originOf({ type: 'Triumvirate', value: { type, value } });

export const membersOrigin = (ayes: number, seats: number): Origin => collective('Members', [ayes, seats]);

export const memberOrigin = (who: AccountId): Origin => collective('Member', who);

/** A motion with more ayes than half the seats; BadOrigin for any other origin, root too. */
export function ensureMajority({ caller: { type, value } }: Origin): void {
  if (type === 'Triumvirate' && value.type === 'Members') {
    const [ayes, seats] = value.value as readonly [number, number];
    if (wrap(ayes * 2) > seats) return;
  }
  throw failure('BadOrigin');
}

/** Origins that no caller has: BadOrigin, root too (EnsureNever). */
export function ensureNever(): never {
  throw failure('BadOrigin');
}
