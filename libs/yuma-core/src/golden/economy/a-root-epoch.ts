import { blockEmissionForIssuance } from '../../economy/block-emission.js';
import { DEFAULT_SUBNET_OWNER_CUT, ROOT_NETUID, TOTAL_SUPPLY_RAO } from '../../economy/constants.js';
import { splitOwnerCut } from '../../economy/owner-cut.js';
import { rootEpoch } from '../../economy/root-epoch.js';
import { asList, asObject, asU16, asU64, type JsonObject } from '../../input/fields.js';
import type { Computed, Scenario } from './scenario.js';

/** One root epoch, and what the same block then adds to each subnet: the owner's cut at once, the rest pending. */
export const aRootEpoch: Scenario = { kind: 'line', compute };

function compute(line: JsonObject): Computed {
  const netuids = asList('netuids', line['netuids'], asU16);
  const issuance = asU64('total_issuance_before', line['total_issuance_before']);
  const blockEmission = blockEmissionForIssuance(issuance);
  const values = rootEpoch({
    validators: asList('validators', line['validators'], readValidator),
    netuids,
    rho: asU16('rho', line['rho']),
    kappa: asU16('kappa', line['kappa']),
    blockEmissionRao: blockEmission,
  });
  const emission = values ?? netuids.map(() => 0n);
  const cuts = netuids.map((netuid, k) =>
    netuid === ROOT_NETUID
      ? { ownerRao: 0n, pendingRao: 0n }
      : splitOwnerCut(emission[k]!, DEFAULT_SUBNET_OWNER_CUT),
  );
  const byNetuid = (rao: readonly bigint[]) =>
    Object.fromEntries(netuids.map((netuid, k) => [String(netuid), String(rao[k])]));
  return {
    block_emission_after: String(storedBlockEmission(line, issuance, blockEmission, values !== undefined)),
    emission_values: byNetuid(emission),
    pending_after: byNetuid(cuts.map(({ pendingRao }) => pendingRao)),
    total_issuance_after: String(cuts.reduce((sum, { ownerRao }) => sum + ownerRao, issuance)),
  };
}

/** At the total supply upstream returns before it stores the emission, which then keeps its old value. */
function storedBlockEmission(line: JsonObject, issuance: bigint, emission: bigint, ran: boolean): bigint {
  if (ran && issuance < TOTAL_SUPPLY_RAO) return emission;
  return asU64('block_emission_before', line['block_emission_before']);
}

function readValidator(what: string, value: unknown) {
  const validator = asObject(what, value);
  return {
    stakeRao: asU64(`${what}.stake`, validator['stake']),
    weights: asList(`${what}.weights`, validator['weights'], (at, pair) => {
      const [netuid, weight] = asList(at, pair, asU16, 2);
      return [netuid!, weight!] as const;
    }),
  };
}
