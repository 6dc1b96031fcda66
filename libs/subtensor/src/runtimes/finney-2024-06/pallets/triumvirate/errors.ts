import { errorsOf } from '@yumanet/frame';

export const errors = errorsOf('Triumvirate', 'pallet_collective::pallet::Error', [
  'NotMember',
  'DuplicateProposal',
  'ProposalMissing',
  'WrongIndex',
  'DuplicateVote',
  'AlreadyInitialized',
  'TooEarly',
  'TooManyProposals',
  'WrongProposalWeight',
  'WrongProposalLength',
  'WrongDuration',
]);
