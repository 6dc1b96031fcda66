import { membershipOf } from '../membership/membership.js';
import { membershipPallet } from '../membership/pallet.js';

/** The senate: root validators that vote on the Triumvirate's proposals. */
export const senate = membershipOf({ name: 'SenateMembers', index: 10, maxMembers: 12, observer: undefined });

/** pallet_membership's second instance. Nobody hears of changes, as upstream: a removed senator's votes stay. */
export const senateMembersPallet = membershipPallet(senate);
