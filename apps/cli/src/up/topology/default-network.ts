import { loadMechanism } from '@yumanet/subnet-kit';
import { networkSchema } from './schema.js';
import type { Topology } from './topology.js';

const VALIDATORS = ['//Charlie', '//Dave', '//Ferdie'];

/** Three honest validators on each subnet: `charlie-image`, … */
const judges = (suffix: string) =>
  VALIDATORS.map((coldkey) => ({ name: `${coldkey.slice(2).toLowerCase()}-${suffix}`, coldkey }));

/**
 * Two subnets with three honest validators each. On the first three miners of different true quality, one that answers at random
 * and one that repeats another; on the second three miners, and a validator that copies weights, which are hidden there.
 */
export const defaultNetwork = (): Topology =>
  networkSchema.parse({
    subnets: [
      {
        mechanism: 'image-recognition',
        owner: '//Bob',
        validators: judges('image'),
        miners: [
          { name: 'miner-cnn', backend: 'cnn' },
          { name: 'miner-mlp', backend: 'mlp' },
          { name: 'miner-softmax', backend: 'softmax' },
          { name: 'freeloader', backend: 'guess' },
          { name: 'answer-copier', backend: 'copycat', copies: 'miner-mlp' },
        ],
      },
      {
        mechanism: 'text-generation',
        owner: '//Alice',
        // Copied weights are an interval late: in the open they may be as good as judged ones.
        commitReveal: true,
        validators: [
          // Whoever wants an answer asks the first of them, as an OpenAI client does.
          ...judges('text').map((each, i) => (i === 0 ? { ...each, gateway: 8081 } : each)),
          { name: 'weight-copier', coldkey: '//Eve', strategy: 'copy-weights' },
        ],
        miners: [
          { name: 'miner-ngram-6', backend: 'ngram-6' },
          { name: 'miner-ngram-3', backend: 'ngram-3' },
          { name: 'miner-ngram-2', backend: 'ngram-2' },
        ],
      },
    ],
  });

/** Miners of a network of one mechanism, at most. */
const MINERS = 4;

/**
 * One subnet with one validator, and a miner for each of the mechanism's first backends: four at most.
 *
 * @param mechanism as `loadMechanism` takes it.
 * @throws ServiceError MECHANISM_NOT_FOUND, MECHANISM_INVALID.
 */
export async function networkOf(mechanism: string): Promise<Topology> {
  const { handler } = await loadMechanism(mechanism);
  const miners = handler.backends
    .slice(0, MINERS)
    .map((backend) => ({ name: `miner-${backend.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`, backend }));
  const validators = [{ name: 'validator', coldkey: '//Charlie' }];
  return networkSchema.parse({ subnets: [{ mechanism, validators, miners }] });
}
