import { addWeight, boundedVec, defineCall, encode, ensureRoot, mulWeight, weight } from '@yumanet/frame';
import { db } from '../../limits.js';
import { AuraPublic, Authorities } from '../aura/storage.js';
import { Digest_ } from '../system/storage.js';

const AURA_ENGINE = '61757261';
/** sp_consensus_aura::ConsensusLog::AuthoritiesChange. */
const AUTHORITIES_CHANGE = 1;

const AuthorityList = boundedVec(AuraPublic);

/** Replaces the block authors and tells the node in the header's digest. An empty list changes nothing. */
export const swapAuthorities = defineCall({
  index: 0,
  name: 'swap_authorities',
  args: { new_authorities: AuthorityList },
  origin: ensureRoot,
  weight: ({ new_authorities }) =>
    addWeight(weight(20_410_228, 1127), mulWeight(weight(199_399), new_authorities.length), db(1, 2)),
  run: (ctx, _root, { new_authorities }) => {
    if (new_authorities.length === 0) return;
    Authorities.put(ctx, new_authorities);
    const list = encode(ctx.codecs.of(AuthorityList), new_authorities);
    const log = Uint8Array.of(AUTHORITIES_CHANGE, ...list);
    Digest_.mutate(ctx, ({ logs }) => ({
      logs: [...logs, { type: 'Consensus', value: [AURA_ENGINE, log] } as const],
    }));
  },
});
