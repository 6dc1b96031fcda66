import { busSettings, grpcSettings, observabilitySettings, tlsSettings } from '@yumanet/service-kit';
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
  chainGrpc: z
    .string()
    .regex(/^[^\s:/]+:\d{1,5}$|^\[[0-9a-f:]+\]:\d{1,5}$/i, 'expected host:port')
    .default('127.0.0.1:9945')
    .meta({ description: 'gRPC address of the chain.', example: '127.0.0.1:9945' }),
  backend: z.enum(['wasm', 'reference', 'wasm-threads']).default('wasm').meta({
    description: 'What recomputes: the kernels, the readable reference, or kernels on two threads.',
  }),
  keepVerdicts: z.number().int().min(1).max(100_000).default(1_024).meta({
    description: 'Verdicts that can be asked for, the newest; the stream keeps more.',
  }),
  ...busSettings,
  ...grpcSettings,
  ...tlsSettings,
  ...observabilitySettings,
});

export type EmissionConfig = z.output<typeof emissionSchema>;
