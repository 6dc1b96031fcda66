import {
  AccountId32,
  boundedVec,
  errorsOf,
  eventsOf,
  storageOf,
  v,
  variant,
  type AccountId,
  type Context,
  type Deposit,
  type PalletErrors,
  type StorageItem,
  type ValueOf,
} from '@yumanet/frame';

export const Event = variant('pallet_membership::pallet::Event', {
  MemberAdded: v(0),
  MemberRemoved: v(1),
  MembersSwapped: v(2),
  MembersReset: v(3),
  KeyChanged: v(4),
  Dummy: v(5),
});

/** Who hears of changes: upstream's MembershipInitialized and MembershipChanged. */
export interface MembershipObserver {
  readonly initialize: (ctx: Context, members: readonly AccountId[]) => void;
  /** `outgoing` and `members`, the new list, ascending. */
  readonly change: (ctx: Context, outgoing: readonly AccountId[], members: readonly AccountId[]) => void;
  readonly setPrime: (ctx: Context, prime: AccountId | undefined) => void;
}

/** One instance of pallet_membership. */
export interface Membership {
  readonly name: string;
  readonly index: number;
  /** Most members. */
  readonly maxMembers: number;
  readonly observer: MembershipObserver | undefined;
  /** Members, ascending by account. */
  readonly Members: StorageItem<[], readonly AccountId[], readonly AccountId[]>;
  readonly Prime: StorageItem<[], AccountId, AccountId | undefined>;
  readonly errors: PalletErrors<'AlreadyMember' | 'NotMember' | 'TooManyMembers'>;
  readonly deposit: Deposit<ValueOf<typeof Event>>;
}

/** Declares an instance: its storage, errors and events under its own name. */
export function membershipOf({
  name,
  ...instance
}: Pick<Membership, 'name' | 'index' | 'maxMembers' | 'observer'>): Membership {
  const { value } = storageOf(name);
  return {
    ...instance,
    name,
    Members: value('Members', boundedVec(AccountId32), []),
    Prime: value('Prime', AccountId32),
    errors: errorsOf(name, 'pallet_membership::pallet::Error', [
      'AlreadyMember',
      'NotMember',
      'TooManyMembers',
    ]),
    deposit: eventsOf(name, Event),
  };
}
