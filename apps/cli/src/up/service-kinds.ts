import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Service } from '@yumanet/service-kit';

/** Settings by key, as a service's schema takes them. */
export type Settings = Readonly<
  Record<string, string | number | bigint | boolean | readonly string[] | readonly number[]>
>;

interface Kind {
  readonly bin: string;
  /** Loads the service's code only when it runs in this process. */
  create(settings: Settings): Promise<Service>;
}

/** The services that a network is made of beside the chain: one line each. */
export const KINDS = {
  emission: {
    bin: 'yumanet-emission',
    create: async (settings) => {
      const { createEmissionService, emissionSchema } = await import('@yumanet/emission');
      return createEmissionService(emissionSchema.parse(settings));
    },
  },
  validator: {
    bin: 'yumanet-validator',
    create: async (settings) => {
      const { createValidatorService, validatorSchema } = await import('@yumanet/validator');
      return createValidatorService(validatorSchema.parse(settings));
    },
  },
  miner: {
    bin: 'yumanet-miner',
    create: async (settings) => {
      const { createMinerService, minerSchema } = await import('@yumanet/miner');
      return createMinerService(minerSchema.parse(settings));
    },
  },
  explorer: {
    bin: 'yumanet-explorer',
    create: async (settings) => {
      const { createExplorerService, explorerSchema } = await import('@yumanet/explorer');
      return createExplorerService(explorerSchema.parse(settings));
    },
  },
} as const satisfies Record<string, Kind>;

export type KindName = keyof typeof KINDS;

/** Absolute path of a service's command. */
export function binOf(kind: KindName | 'chain'): string {
  const require = createRequire(import.meta.url);
  return join(dirname(require.resolve(`@yumanet/${kind}/package.json`)), 'bin', `yumanet-${kind}.js`);
}
