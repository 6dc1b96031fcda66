import {
  H256,
  fixedBytes,
  newtype,
  option,
  struct,
  tuple,
  u32,
  u64,
  v,
  variant,
  weakBoundedVec,
} from '@yumanet/frame';

/** ed25519 key of a finality voter, as hex. */
export const GrandpaPublic = newtype('sp_consensus_grandpa::app::Public', fixedBytes(32));
const Signature = newtype('sp_consensus_grandpa::app::Signature', fixedBytes(64));

/** A voter and its weight. */
export const Authority = tuple(GrandpaPublic, u64);

export const AuthorityList = weakBoundedVec(Authority);

export const StoredState = variant(
  'pallet_grandpa::StoredState',
  {
    Live: v(0),
    PendingPause: v(1, { scheduled_at: u32, delay: u32 }),
    Paused: v(2),
    PendingResume: v(3, { scheduled_at: u32, delay: u32 }),
  },
  [{ name: 'N', type: u32 }],
);

export const StoredPendingChange = struct(
  'pallet_grandpa::StoredPendingChange',
  { scheduled_at: u32, delay: u32, next_authorities: AuthorityList, forced: option(u32) },
  [{ name: 'N', type: u32 }],
);

const vote = (path: string) => struct(path, { target_hash: H256, target_number: u32 });

const equivocation = (path: string) => {
  const cast = vote(path);
  return struct(
    'finality_grandpa::Equivocation',
    {
      round_number: u64,
      identity: GrandpaPublic,
      first: tuple(cast, Signature),
      second: tuple(cast, Signature),
    },
    [
      { name: 'Id', type: GrandpaPublic },
      { name: 'V', type: cast },
      { name: 'S', type: Signature },
    ],
  );
};

const Equivocation = variant(
  'sp_consensus_grandpa::Equivocation',
  {
    Prevote: v(0, equivocation('finality_grandpa::Prevote')),
    Precommit: v(1, equivocation('finality_grandpa::Precommit')),
  },
  [
    { name: 'H', type: H256 },
    { name: 'N', type: u32 },
  ],
);

export const EquivocationProof = struct(
  'sp_consensus_grandpa::EquivocationProof',
  { set_id: u64, equivocation: Equivocation },
  [
    { name: 'H', type: H256 },
    { name: 'N', type: u32 },
  ],
);
