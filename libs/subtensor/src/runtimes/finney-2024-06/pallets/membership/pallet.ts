import { configName, definePallet, refusal, type Pallet } from '@yumanet/frame';
import { accountList, eachOnce } from '../../genesis-values.js';
import { addMember } from './calls/add-member.js';
import { changeKey } from './calls/change-key.js';
import { clearPrime } from './calls/clear-prime.js';
import { removeMember } from './calls/remove-member.js';
import { resetMembers } from './calls/reset-members.js';
import { setPrime } from './calls/set-prime.js';
import { swapMember } from './calls/swap-member.js';
import { Event, type Membership } from './membership.js';

/** pallet_membership, one instance. Genesis: `{ members: [account, …] }`, at most `maxMembers`, each named once. */
export const membershipPallet = (membership: Membership): Pallet =>
  definePallet({
    name: membership.name,
    index: membership.index,
    path: 'pallet_membership',
    storage: [membership.Members, membership.Prime],
    calls: [addMember, removeMember, swapMember, resetMembers, changeKey, setPrime, clearPrime].map((call) =>
      call(membership),
    ),
    events: Event,
    errors: membership.errors.type,
    storageVersion: 4,
    genesisDefault: { members: [] },
    genesis: (ctx, config) => {
      const where = `genesis.${configName(membership.name)}`;
      const members = eachOnce(where, accountList(where, config, 'members').sort());
      if (members.length > membership.maxMembers)
        throw refusal('BAD_GENESIS', where, `at most ${membership.maxMembers} members`, members.length);
      membership.observer?.initialize(ctx, members);
      membership.Members.put(ctx, members);
    },
  });
