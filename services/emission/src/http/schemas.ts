import { z } from '@hono/zod-openapi';

/** What HTTP takes and gives. Answers are the gRPC messages in proto3's JSON: 64-bit numbers are text, bytes base64. */

const HOTKEY = /^(0x)?[0-9a-fA-F]{64}$/;

export const netuidParam = z.coerce
  .number()
  .int()
  .min(0)
  .max(65_535)
  .openapi({ param: { name: 'netuid', in: 'path' }, example: 1, description: 'Subnet.' });

export const netuidPath = z.object({ netuid: netuidParam });

export const blockQuery = z.coerce
  .number()
  .int()
  .min(0)
  .max(4_294_967_295)
  .optional()
  .openapi({ example: 249, description: 'Height of the epoch’s block; absent: the subnet’s last epoch.' });

const heightQuery = (description: string) =>
  z.coerce.number().int().min(0).max(4_294_967_295).optional().openapi({ description, example: 100 });

export const hotkeyQuery = z
  .string()
  .regex(HOTKEY)
  .optional()
  .openapi({ description: 'Public key, 64 hex digits.' });

export const explainQuery = z
  .object({
    block: blockQuery,
    hotkey: hotkeyQuery,
    uid: z.coerce
      .number()
      .int()
      .min(0)
      .max(65_535)
      .optional()
      .openapi({ description: 'Position.', example: 3 }),
  })
  .refine(({ hotkey, uid }) => (hotkey === undefined) !== (uid === undefined), 'expected a hotkey or a uid');

const u16 = z.number().int().min(0).max(65_535);
const u64Text = z.string().regex(/^\d{1,20}$/);

export const whatIfBody = z
  .object({
    block: z.number().int().min(0).max(4_294_967_295).optional(),
    epochs: z.number().int().min(1).max(1_000).optional().openapi({ description: 'Epochs ahead.' }),
    weights: z
      .array(z.strictObject({ uid: u16, uids: z.array(u16).max(65_535), weights: z.array(u16).max(65_535) }))
      .max(4_096)
      .optional(),
    stakes: z
      .array(z.strictObject({ uid: u16, rao: u64Text }))
      .max(4_096)
      .optional(),
    kappa: u16.optional(),
    bondsMovingAverage: u64Text.optional(),
    activityCutoff: u64Text.optional(),
    maxAllowedValidators: u16.optional(),
  })
  .strict()
  .openapi('WhatIfChanges');

export const verifyQuery = z.object({ block: blockQuery });

export const forecastQuery = z.object({
  blockMilliseconds: z.coerce.number().int().min(1).max(3_600_000).optional().openapi({ example: 12_000 }),
});

export const rangeQuery = z.object({
  fromBlock: heightQuery('First height; absent: the ledger’s first.'),
  toBlock: heightQuery('Last height; absent: the ledger’s newest.'),
});

export const entriesQuery = rangeQuery.extend({
  netuid: z.coerce.number().int().min(0).max(65_535).optional(),
  hotkey: hotkeyQuery,
  kind: z.string().max(32).optional().openapi({ example: 'nominator' }),
  pageSize: z.coerce.number().int().min(1).max(10_000).optional(),
  after: z
    .string()
    .regex(/^\d{1,10}:\d{1,10}$/)
    .optional()
    .openapi({ description: '`block:index` of the last entry of the page before.', example: '249:17' }),
  format: z.enum(['json', 'csv', 'arrow']).default('json').openapi({ description: 'Of the answer.' }),
});

export const answer = (name: string) =>
  z.looseObject({}).openapi(name, { description: `Message yumanet.emission.v1.${name} in proto3’s JSON.` });

export const errorAnswer = z
  .object({ error: z.object({ code: z.string(), message: z.string() }) })
  .openapi('Error', { example: { error: { code: 'EPOCH_UNKNOWN', message: 'epoch of netuid 1 …' } } });
