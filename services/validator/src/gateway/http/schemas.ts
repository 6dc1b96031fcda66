import { z } from '@hono/zod-openapi';

/** What the gateway takes and gives over HTTP. Rao are text: JSON's numbers are not exact. */

export const netuidPath = z.object({
  netuid: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .openapi({ param: { name: 'netuid', in: 'path' }, example: 1, description: 'Subnet.' }),
});

export const modelPath = z.object({
  model: z
    .string()
    .max(64)
    .openapi({ param: { name: 'model', in: 'path' }, example: 'text-generation' }),
});

export const queryHeaders = z.object({
  'idempotency-key': z
    .string()
    .regex(/^[\x21-\x7e]{1,128}$/, 'expected 1 to 128 printable characters without spaces')
    .optional()
    .openapi({ description: 'The same key and request give the same answer again, and are charged once.' }),
});

export const queryBody = z
  .strictObject({
    task: z.unknown().optional().openapi({ description: 'Task of a mechanism whose tasks are JSON.' }),
    taskBase64: z.base64().optional().openapi({ description: 'Task as the mechanism encodes it.' }),
  })
  .refine(({ task, taskBase64 }) => (task === undefined) !== (taskBase64 === undefined), {
    message: 'expected either task or taskBase64',
    path: ['task'],
  })
  .openapi('Query');

const MOST_TOKENS = 8_192;
const text = z.strictObject({ type: z.literal('text'), text: z.string() });
const content = z.union([
  z.string(),
  z.array(text).transform((parts) => parts.map((part) => part.text).join('')),
]);
const message = z.object({
  role: z.enum(['system', 'developer', 'user', 'assistant']),
  content,
});
const tokens = z.number().int().min(1).max(MOST_TOKENS).nullish();

/**
 * OpenAI's question. Miners are asked for text and nothing else: how it is drawn (`temperature`, `seed` and the like) is theirs and
 * those fields are passed over, while whatever would change what an answer is (`UNSUPPORTED`) is refused.
 */
export const chatBody = z
  .object({
    model: z.string().min(1).max(64),
    messages: z.array(message).min(1).max(256),
    max_tokens: tokens,
    max_completion_tokens: tokens,
    stream: z.boolean().nullish(),
    stream_options: z.object({ include_usage: z.boolean().optional() }).nullish(),
    n: z.number().int().min(1).nullish(),
  })
  .loose()
  .openapi('ChatCompletionRequest');

/** Fields that are refused unless they say what happens anyway. */
export const UNSUPPORTED: Readonly<Record<string, (value: unknown) => boolean>> = {
  n: (value) => value === 1,
  tools: isEmpty,
  functions: isEmpty,
  tool_choice: (value) => value === 'none',
  function_call: (value) => value === 'none',
  response_format: (value) => (value as { type?: unknown }).type === 'text',
  logprobs: (value) => value === false,
  top_logprobs: (value) => value === 0,
  stop: isEmpty,
  logit_bias: (value) => Object.keys(value as object).length === 0,
  audio: () => false,
  modalities: (value) => JSON.stringify(value) === '["text"]',
};

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

export const receiptsQuery = z.object({
  after: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(0).openapi({
    description: 'Number of the last receipt of the page before.',
  }),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
});

export const receipt = z
  .object({
    gateway: z.string().openapi({ description: 'SS58 of the hotkey that signed it.' }),
    clientId: z.string(),
    number: z.number().int(),
    queryId: z.string(),
    netuid: z.number().int(),
    requestHash: z.string(),
    responseHash: z.string(),
    miners: z.array(z.string()),
    priceRao: z.string(),
    balanceAfterRao: z.string(),
    at: z.number().int(),
    signature: z.string(),
  })
  .openapi('Receipt');

export const answer = z
  .object({
    id: z.string().openapi({ description: 'UUID of the query.' }),
    answer: z.unknown().openapi({ description: 'Of a mechanism whose answers are JSON.' }),
    answerBase64: z.string().openapi({ description: 'The answer as the mechanism encodes it.' }),
    miner: z.looseObject({
      hotkey: z.string(),
      uid: z.number().int(),
      request: z.looseObject({}).optional(),
      signature: z
        .string()
        .optional()
        .openapi({ description: 'sr25519 of the miner over the request and its answer, hex.' }),
    }),
    receipt,
  })
  .openapi('Answer');

export const balance = z
  .object({
    clientId: z.string(),
    balanceRao: z.string().openapi({ description: 'What may be spent.' }),
    reservedRao: z.string().openapi({ description: 'What open queries hold.' }),
    creditedRao: z.string(),
    chargedRao: z.string(),
    depositAddress: z.string().openapi({ description: 'Transfers of the coldkey to it are credited.' }),
    coldkey: z.string(),
    creditedToBlock: z.number().int(),
    priceRao: z.string(),
  })
  .openapi('Balance');

const model = z
  .object({
    id: z.string(),
    object: z.literal('model'),
    created: z.number().int(),
    owned_by: z.string(),
  })
  .openapi('Model');
export const models = z.object({ object: z.literal('list'), data: z.array(model) }).openapi('Models');
export { model };

export const receipts = z
  .object({ object: z.literal('list'), data: z.array(receipt), hasMore: z.boolean() })
  .openapi('Receipts');

export const completion = z
  .looseObject({ id: z.string(), object: z.literal('chat.completion') })
  .openapi('ChatCompletion');

export const errorAnswer = z
  .object({
    error: z.object({
      message: z.string(),
      type: z.string(),
      param: z.string().nullable(),
      code: z.string(),
    }),
  })
  .openapi('Error', {
    example: {
      error: {
        message: 'balance: expected 1000 rao, got 0',
        type: 'insufficient_quota',
        param: null,
        code: 'BALANCE_TOO_LOW',
      },
    },
  });
