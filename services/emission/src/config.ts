import {
  busSettings,
  chainTlsSettings,
  grpcAddresses,
  grpcSettings,
  httpGuardSettings,
  observabilitySettings,
  tlsSettings,
} from '@yumanet/service-kit';
import { isSubjectToken } from '@yumanet/proto';
import { z } from 'zod';

/** Every setting, once: flag, variable `YUMANET_EMISSION_…`, key of the file. */
export const emissionSchema = z.object({
  network: z
    .string()
    .refine(isSubjectToken, 'expected lower-case letters, digits and dashes')
    .default('local')
    .meta({
      description: 'Network whose blocks are followed on the bus.',
      example: 'demo',
    }),
  chainGrpc: grpcAddresses().default(['127.0.0.1:9945']).meta({
    description: 'gRPC addresses of the chain: of its one node, or of those of its cluster.',
    example: 'chain-1:9945,chain-2:9945',
  }),
  backend: z.enum(['wasm', 'reference', 'wasm-threads']).default('wasm').meta({
    description: 'What recomputes: the kernels, the readable reference, or kernels on two threads.',
  }),
  keepVerdicts: z.number().int().min(1).max(100_000).default(1_024).meta({
    description: 'Verdicts that can be asked for, the newest; the stream keeps more.',
  }),
  httpHost: z.string().default('127.0.0.1').meta({ description: 'Address of the HTTP server.' }),
  httpPort: z.number().int().min(0).max(65_535).default(0).meta({
    description: 'Port of the HTTP server (/openapi.json); 0 picks a free one.',
    example: '9092',
  }),
  dataDir: z.string().optional().meta({
    description: 'Where the ledger is kept; without it and without a database, a temporary folder.',
    example: 'emission',
  }),
  databaseUrl: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'expected postgres://…')
    .optional()
    .meta({
      description: 'PostgreSQL that keeps the ledger, instead of a folder.',
      example: 'postgres://yumanet@127.0.0.1:5432/ledger',
      envAlias: 'EMISSION_DATABASE_URL',
      secret: true,
    }),
  workerUri: z.string().optional().meta({
    description:
      'Key with which epochs are computed for the chain’s quorum: phrase, seed or //path; none: no worker.',
    secret: true,
  }),
  workerFile: z.string().optional().meta({ description: 'The same as an encrypted polkadot.js file.' }),
  workerPassword: z.string().optional().meta({ description: 'Of the file.', secret: true }),
  ...httpGuardSettings,
  ...busSettings,
  ...grpcSettings,
  ...tlsSettings,
  ...chainTlsSettings,
  ...observabilitySettings,
});

export type EmissionConfig = z.output<typeof emissionSchema>;
