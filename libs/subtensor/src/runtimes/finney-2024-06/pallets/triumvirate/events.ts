import { AccountId32, DispatchResultType, H256, bool, eventsOf, u32, v, variant } from '@yumanet/frame';

export const Event = variant('pallet_collective::pallet::Event', {
  Proposed: v(0, { account: AccountId32, proposal_index: u32, proposal_hash: H256, threshold: u32 }),
  Voted: v(1, { account: AccountId32, proposal_hash: H256, voted: bool, yes: u32, no: u32 }),
  Approved: v(2, { proposal_hash: H256 }),
  Disapproved: v(3, { proposal_hash: H256 }),
  Executed: v(4, { proposal_hash: H256, result: DispatchResultType }),
  MemberExecuted: v(5, { proposal_hash: H256, result: DispatchResultType }),
  Closed: v(6, { proposal_hash: H256, yes: u32, no: u32 }),
});

export const deposit = eventsOf('Triumvirate', Event);
