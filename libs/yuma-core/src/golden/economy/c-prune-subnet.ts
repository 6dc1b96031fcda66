import { nextNetuid, subnetToPrune, type PrunableSubnet } from '../../economy/prune-subnet.js';
import { asList, asObject, asU16, asU64, type JsonObject } from '../../input/fields.js';
import type { Computed, Scenario } from './scenario.js';

/** Registering a subnet: which netuid it gets, whom it replaces, and what root weights are left. */
export const cPruneSubnet: Scenario = {
  kind: 'rows',
  compute: (line, rows) => {
    const rootWeights = asList('root_weights_before', line['root_weights_before'], (what, pair) =>
      asList(what, pair, asU16, 2),
    );
    return rows.map((row) => compute(row, rootWeights));
  },
};

function compute(row: JsonObject, rootWeights: readonly number[][]): Computed {
  const subnets = asList('subnets', row['subnets'], readSubnet);
  if (subnets.length < asU64('subnet_limit', row['subnet_limit'])) {
    const netuid = nextNetuid(new Set(subnets.map((subnet) => subnet.netuid)));
    return { result: 'ok', pruned: null, new_netuid: netuid, root_weights_after: rootWeights };
  }
  const pruned = subnetToPrune(subnets, asU64('block', row['block']), asU64('immunity', row['immunity']));
  if (pruned === null) {
    return {
      result: 'subtensorModule.AllNetworksInImmunity',
      pruned: null,
      new_netuid: null,
      root_weights_after: rootWeights,
    };
  }
  const after = rootWeights.map(([netuid, weight]) => [netuid, netuid === pruned ? 0 : weight]);
  return { result: 'ok', pruned, new_netuid: pruned, root_weights_after: after };
}

function readSubnet(what: string, value: unknown): PrunableSubnet {
  const subnet = asObject(what, value);
  return {
    netuid: asU16(`${what}.netuid`, subnet['netuid']),
    registeredAt: asU64(`${what}.registered_at`, subnet['registered_at']),
    emissionRao: asU64(`${what}.emission_value`, subnet['emission_value']),
  };
}
