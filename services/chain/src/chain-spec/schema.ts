import { z } from 'zod';
import { parametersSchema } from './parameters.js';

/** Rao as a decimal string or a safe integer; below 2^64. */
const rao = z
  .union([z.string().regex(/^\d{1,20}$/, 'expected a whole number of rao'), z.int().nonnegative()])
  .refine((value) => BigInt(value) < 2n ** 64n, 'expected rao below 2^64');

const account = z.string().min(1).max(66);

/** One chain, described: everything that block 0 depends on, and what clients are told about it. */
export const chainSpecSchema = z.strictObject({
  version: z.literal(1).describe('version of this format'),
  name: z.string().min(1).max(64).describe('shown by system_chain'),
  id: z
    .string()
    .regex(/^[a-z0-9_-]{1,32}$/)
    .describe('names the data folder'),
  chainType: z.enum(['Development', 'Local', 'Live']).describe('shown by system_chainType'),
  properties: z.strictObject({
    ss58Format: z.int().min(0).max(16383),
    tokenDecimals: z.int().min(0).max(30),
    tokenSymbol: z.string().min(1).max(12),
  }),
  startTimeMs: z
    .int()
    .nonnegative()
    .describe('where simulated time begins, milliseconds since 1970; the clock is used otherwise'),
  devAccounts: z.boolean().describe('whether the accounts are the well-known ones, to be shown at start'),
  parameters: parametersSchema
    .optional()
    .describe('what this chain sets differently from Finney; without it, spec 185 as it was'),
  genesis: z
    .looseObject({
      balances: z.strictObject({ balances: z.array(z.tuple([account, rao])) }).optional(),
      sudo: z.strictObject({ key: account.nullable() }).optional(),
    })
    .describe('one entry per pallet, handed to the runtime, which checks what is inside'),
});

export type ChainSpec = z.infer<typeof chainSpecSchema>;

/** Balances and stakes of a chain, in the format of Subtensor's own snapshot.json. */
export const snapshotSchema = z.strictObject({
  balances: z.record(account, rao),
  stakes: z.record(account, z.record(account, z.tuple([rao, z.int().min(0).max(65535)]))).default({}),
});

export type GenesisSnapshot = z.infer<typeof snapshotSchema>;
