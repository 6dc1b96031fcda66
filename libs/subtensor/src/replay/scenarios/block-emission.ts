import { EmissionValues } from '../../runtimes/finney-2024-06/pallets/subtensor-module/storage/networks.js';
import { Weights } from '../../runtimes/finney-2024-06/pallets/subtensor-module/storage/neurons.js';
import {
  BlockEmission,
  TotalIssuance,
} from '../../runtimes/finney-2024-06/pallets/subtensor-module/storage/stake.js';
import { expectEqual } from '../difference.js';
import { Fabric } from '../fabric.js';
import { objects, uint } from '../fields.js';
import type { Scenario } from '../scenario.js';

/** Root's first epoch, and a block that is none. */
const ROOT_EPOCH_BLOCK = 99;
const OTHER_BLOCK = 5;
const SUBNET = 1;

/** `a-block-emission`: one root validator with all its weight on one subnet, at a given issuance. */
export const blockEmission: Scenario = (line, { runtime }) => {
  const fabric = new Fabric(runtime);
  fabric.network(SUBNET);
  fabric.neuron(0, 'validator', 'coldkey', 1_000_000_000_000n);
  fabric.vectors(0, 1);
  Weights.put(fabric.ctx, 0, 0, [[SUBNET, 65535]]);
  objects(line, 'rows').forEach((row, i) =>
    fabric.chain.probe(() => {
      const isRootEpoch = row['emission_value_subnet'] !== undefined;
      TotalIssuance.put(fabric.ctx, uint(row, 'total_issuance'));
      fabric.chain.block(isRootEpoch ? ROOT_EPOCH_BLOCK : OTHER_BLOCK);
      expectEqual(`row ${i} block_emission`, row['block_emission'], BlockEmission.get(fabric.ctx));
      if (isRootEpoch)
        expectEqual(
          `row ${i} emission_value_subnet`,
          row['emission_value_subnet'],
          EmissionValues.get(fabric.ctx, SUBNET),
        );
    }),
  );
};
