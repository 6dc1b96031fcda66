import { parseAccount } from '@yumanet/units';
import type { NeuronPage } from '../api.js';
import { explorerError } from '../errors.js';
import type { ExplorerParts } from './explorer-parts.js';
import { matrixAt } from './matrix.js';
import { subnetAt } from './subnet.js';

/** A neuron with what it weighs, who weighs it, and its last epochs. @throws ServiceError SUBNET_UNKNOWN, NEURON_UNKNOWN. */
export async function readNeuron(parts: ExplorerParts, netuid: number, uid: number): Promise<NeuronPage> {
  const { chain } = parts;
  const { at, neurons, rows } = await chain.atHead(`neurons ${netuid}`, async (state) => {
    const [subnet, matrix] = await Promise.all([
      chain.at(state, `subnet ${netuid}`, () => subnetAt(chain, state, netuid)),
      chain.at(state, `weights ${netuid}`, () => matrixAt(chain, state, netuid, 'weights')),
    ]);
    return { at: state.block, neurons: subnet.neurons, rows: matrix.rows };
  });
  const neuron = neurons[uid];
  if (neuron === undefined)
    throw explorerError(
      'NEURON_UNKNOWN',
      `uid: expected below ${neurons.length} on subnet ${netuid}, got ${uid}`,
      {
        netuid,
        uid,
      },
    );
  const { state, history } = parts.emission;
  return {
    at,
    netuid,
    neuron,
    weights: rows.find((row) => row.uid === uid)?.entries ?? [],
    received: rows.flatMap((row) =>
      row.entries
        .filter(([target]) => target === uid && netuid !== 0)
        .map(([, value]) => [row.uid, value] as const),
    ),
    history: state === 'none' ? null : history.ofNeuron(netuid, parseAccount(neuron.hotkey)),
  };
}
