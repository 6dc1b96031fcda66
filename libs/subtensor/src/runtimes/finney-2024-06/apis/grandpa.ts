import { bytes, method, newtype, option, runtimeApi, u64, unit, vec } from '@yumanet/frame';
import { Authorities, CurrentSetId } from '../pallets/grandpa/storage.js';
import { Authority, EquivocationProof, GrandpaPublic } from '../pallets/grandpa/types.js';

const OpaqueKeyOwnershipProof = newtype('sp_consensus_grandpa::OpaqueKeyOwnershipProof', bytes);

/** GrandpaApi: voters; reports of equivocation are never possible here, as upstream. */
export const grandpaApi = runtimeApi('GrandpaApi', 3, [
  method('grandpa_authorities', {}, vec(Authority), (ctx) => Authorities.get(ctx)),
  method(
    'submit_report_equivocation_unsigned_extrinsic',
    { equivocation_proof: EquivocationProof, key_owner_proof: OpaqueKeyOwnershipProof },
    option(unit),
    () => undefined,
  ),
  method(
    'generate_key_ownership_proof',
    { set_id: u64, authority_id: GrandpaPublic },
    option(OpaqueKeyOwnershipProof),
    () => undefined,
  ),
  method('current_set_id', {}, u64, (ctx) => CurrentSetId.get(ctx)),
]);
