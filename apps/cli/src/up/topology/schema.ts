import { validatorSchema } from '@yumanet/validator';
import { z } from 'zod';
import { parseTao } from '../../amount.js';
import { processNames } from './process-names.js';
import { neuronsOf, type Topology } from './topology.js';

/** Names that parts of a network and folders beside theirs have already. */
const TAKEN = ['chain', 'nats', 'nats-server', 'emission', 'explorer', 'gateway', 'logs'];
const NAME = /^[a-z0-9][a-z0-9-]{0,39}$/;
/** Processes of one machine: more is no demonstration any more. */
const MAX = { subnets: 16, neurons: 64, count: 64, workers: 8, chains: 5, coordinators: 3 } as const;

const secret = z.string().min(3).max(512);
const name = z
  .string()
  .regex(NAME, 'expected lower-case letters, digits and dashes')
  .refine((text) => !TAKEN.includes(text), `expected none of ${TAKEN.join(', ')}`);
const port = z.number().int().min(0).max(65_535);
const tao = z.union([z.string(), z.number()]).transform((value, context) => {
  try {
    return parseTao(String(value));
  } catch (error) {
    context.addIssue({ code: 'custom', message: (error as Error).message });
    return z.NEVER;
  }
});
const count = z.number().int().min(1).max(MAX.count).default(1);

const validator = z.strictObject({
  name,
  count,
  coldkey: secret,
  hotkey: secret.optional(),
  stake: tao.default(2_000_000_000_000n),
  strategy: validatorSchema.shape.strategy,
  root: z.boolean().default(true),
  gateway: port.optional(),
  coordinators: z.number().int().min(1).max(MAX.coordinators).optional(),
  workers: z.number().int().min(1).max(MAX.workers).optional(),
});
const POSTGRES = /^postgres(ql)?:\/\/\S+$/;
const cluster = z.strictObject({
  // Of two the loss of one is the loss of the majority.
  nats: z.union([z.literal(3), z.literal(5)], 'expected 3 or 5').default(3),
  chains: z.number().int().min(2).max(MAX.chains).default(3),
  lease: z.number().min(1).max(60).default(5),
  postgres: z
    .custom<boolean | string>(
      (value) => typeof value === 'boolean' || (typeof value === 'string' && POSTGRES.test(value)),
      'expected true, false or postgres://user@host/database',
    )
    .default(true),
});
const miner = z.strictObject({
  name,
  count,
  coldkey: secret.default('//Eve'),
  hotkey: secret.optional(),
  backend: z.string().min(1),
  copies: name.optional(),
});
const subnet = z.strictObject({
  mechanism: z.string().min(1),
  owner: secret.default('//Bob'),
  tempo: z.number().int().min(4).max(7_200).optional(),
  commitReveal: z.boolean().default(false),
  validators: z.array(validator).min(1).max(MAX.neurons),
  miners: z.array(miner).min(1).max(MAX.neurons),
});

/** One entry of `count` neurons as so many: `name-1`, `name-2` …, with a hotkey each. */
function each<T extends { name: string; count: number; hotkey?: string | undefined; coldkey: string }>(
  entry: T,
) {
  const { count: many, hotkey, ...rest } = entry;
  return Array.from({ length: many }, (_, i) => {
    const own = many === 1 ? entry.name : `${entry.name}-${i + 1}`;
    const derived =
      hotkey === undefined ? `${entry.coldkey}//${own}` : hotkey + (many === 1 ? '' : `//${i + 1}`);
    return { ...rest, name: own, hotkey: derived };
  });
}

/** Parts of a cluster that are there several times. */
function clusterPartNames(given: {
  readonly cluster?: { readonly nats: number; readonly chains: number } | undefined;
  readonly emission: { readonly workers: number };
}): string[] {
  const numbered = (part: string, many: number) => Array.from({ length: many }, (_, i) => `${part}-${i + 1}`);
  const { cluster: parts, emission } = given;
  const emissions = numbered('emission', emission.workers).slice(1);
  if (parts === undefined) return emissions;
  return [...emissions, 'postgres', ...numbered('nats', parts.nats), ...numbered('chain', parts.chains)];
}

/** A `network.yaml`, and the topology that it gives. Issues of the whole have the path of what is at fault. */
export const networkSchema = z
  .strictObject({
    blockTime: z.number().min(0.05).max(3_600).default(0.25),
    sudo: secret.default('//Alice'),
    ports: z
      .strictObject({ rpc: port.default(9944), emission: port.default(9091), explorer: port.default(8080) })
      .prefault({}),
    explorer: z.boolean().default(true),
    emission: z
      .strictObject({
        workers: z.number().int().min(0).max(MAX.workers).default(0),
        quorum: z.number().int().min(1).max(MAX.workers).default(1),
      })
      .prefault({}),
    cluster: cluster.optional(),
    subnets: z.array(subnet).min(1).max(MAX.subnets),
  })
  .superRefine((given, context) => {
    const refuse = (path: (string | number)[], message: string): void =>
      context.addIssue({ code: 'custom', path, message });
    if (given.emission.workers > 0 && given.emission.quorum > given.emission.workers)
      refuse(['emission', 'quorum'], `expected at most the ${given.emission.workers} workers`);
    const names = new Set<string>(clusterPartNames(given));
    given.subnets.forEach(({ validators, miners }, s) => {
      validators.forEach(({ coordinators, workers }, i) => {
        for (const [key, many] of Object.entries({ coordinators, workers }))
          if (many !== undefined && given.cluster === undefined)
            refuse(
              ['subnets', s, 'validators', i, key],
              'expected a network with `cluster`, got one without',
            );
      });
      for (const [kind, list] of [
        ['validators', validators],
        ['miners', miners],
      ] as const)
        list.forEach((entry, i) => {
          for (const own of each(entry).flatMap((neuron) => processNames(neuron))) {
            if (names.has(own))
              refuse(['subnets', s, kind, i, 'name'], `expected a name of its own, got ${own} again`);
            names.add(own);
          }
        });
      const own = miners.flatMap(each).map((entry) => entry.name);
      miners.forEach(({ copies }, i) => {
        if (copies !== undefined && !own.includes(copies))
          refuse(['subnets', s, 'miners', i, 'copies'], `expected a miner of this subnet, got ${copies}`);
      });
    });
  })
  .transform(({ subnets, ...rest }, context): Topology => {
    const topology: Topology = {
      ...rest,
      subnets: subnets.map(({ validators, miners, ...own }) => ({
        ...own,
        validators: validators.flatMap(each).map(({ stake, ...neuron }) => ({
          ...neuron,
          stakeRao: stake,
          // Who says what others say has nothing to say on root either.
          root: neuron.root && neuron.strategy !== 'copy-weights',
        })),
        miners: miners.flatMap(each),
      })),
    };
    const neurons = neuronsOf(topology).length;
    if (neurons > MAX.neurons)
      context.addIssue({
        code: 'custom',
        path: ['subnets'],
        message: `expected at most ${MAX.neurons} neurons in all, got ${neurons}`,
      });
    return topology;
  });
