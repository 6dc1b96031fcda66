import { definePallet } from '@yumanet/frame';
import { accountList, eachOnce } from '../../genesis-values.js';
import { close } from './calls/close.js';
import { disapproveProposal } from './calls/disapprove-proposal.js';
import { execute } from './calls/execute.js';
import { propose } from './calls/propose.js';
import { setMembers } from './calls/set-members.js';
import { vote } from './calls/vote.js';
import { errors } from './errors.js';
import { Event } from './events.js';
import { initializeMembers } from './members.js';
import { STORAGE } from './storage.js';

const MEMBERS = 'genesis.triumvirate.members';

/**
 * pallet_collective's only instance, as Subtensor changed it: the Triumvirate proposes, the senate votes.
 * Genesis: `{ members: [account, …] }`, which TriumvirateMembers' genesis may say instead.
 */
export const triumviratePallet = definePallet({
  name: 'Triumvirate',
  index: 8,
  path: 'pallet_collective',
  storage: STORAGE,
  calls: [setMembers, execute, propose, vote, disapproveProposal, close],
  events: Event,
  errors: errors.type,
  storageVersion: 4,
  genesisDefault: { phantom: null, members: [] },
  genesis: (ctx, config) =>
    initializeMembers(
      ctx,
      eachOnce(MEMBERS, accountList('genesis.triumvirate', config, 'members', ['phantom'])),
    ),
});
