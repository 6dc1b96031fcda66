import {
  chainTlsSettings,
  emissionTlsSettings,
  grpcAddresses,
  httpGuardSettings,
  observabilitySettings,
  tlsSettings,
} from '@yumanet/service-kit';
import { z } from 'zod';

/** Every setting, once: flag, variable `YUMANET_EXPLORER_…`, key of the file. */
export const explorerSchema = z.object({
  host: z.string().default('127.0.0.1').meta({ description: 'Address of the page’s server.' }),
  port: z.number().int().min(0).max(65_535).default(8080).meta({
    description: 'Port of the page’s server; 0 picks a free one.',
    example: '8080',
  }),
  chainGrpc: grpcAddresses().default(['127.0.0.1:9945']).meta({
    description: 'gRPC addresses of the chain: of its one node, or of those of its cluster.',
    example: 'chain-1:9945,chain-2:9945',
  }),
  emissionGrpc: grpcAddresses().optional().meta({
    description:
      'gRPC addresses of the emission services; without them there are no histories, explanations and audits.',
    example: '127.0.0.1:9091',
  }),
  keepBlocks: z.number().int().min(16).max(4_096).default(256).meta({
    description: 'Recent blocks in memory: what is listed, and found by the hash of an extrinsic.',
  }),
  keepEpochs: z.number().int().min(1).max(10_000).default(360).meta({
    description: 'Epochs of each subnet in memory: the history of its neurons.',
  }),
  searchStakes: z.number().int().min(1).max(1_000_000).default(20_000).meta({
    description: 'Stakes that are looked at for those of one coldkey: the chain keeps them by hotkey.',
  }),
  maxListeners: z.number().int().min(1).max(10_000).default(128).meta({
    description: 'Pages that may listen to the live feed at once; further ones are refused.',
  }),
  maxQuestions: z.number().int().min(1).max(1_000).default(32).meta({
    description: 'Questions that are worked on at once; further ones are refused.',
  }),
  ...httpGuardSettings,
  ...tlsSettings,
  ...chainTlsSettings,
  ...emissionTlsSettings,
  ...observabilitySettings,
});

export type ExplorerConfig = z.output<typeof explorerSchema>;
