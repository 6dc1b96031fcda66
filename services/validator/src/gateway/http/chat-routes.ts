import { createRoute, type z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { streamSSE, type SSEStreamingApi } from 'hono/streaming';
import type { Receipt } from '../books/records.js';
import { gatewayError } from '../errors.js';
import { Handoff } from '../query/handoff.js';
import type { Answered, Ask } from '../query/query-desk.js';
import { deliveryOfText, sha256, talk } from '../query/talk.js';
import type { Message, TextMechanism } from '../query/text-mechanism.js';
import { receiptJson } from '../receipts/receipt.js';
import {
  goneOf,
  json,
  refusals,
  type GatewayApp,
  type GatewayEnv,
  type GatewayParts,
} from './gateway-app.js';
import { openAiError } from './openai-error.js';
import * as schemas from './schemas.js';

/** Tokens of an answer for which the client names no number. */
const DEFAULT_TOKENS = 256;

/** A conversation, checked. */
interface Chat {
  readonly text: TextMechanism;
  readonly model: string;
  readonly messages: readonly Message[];
  readonly maxTokens: number;
  readonly ask: Ask;
}

/** OpenAI's own paths: what its clients use is here, what miners cannot do is refused. */
export function addChatRoutes(app: GatewayApp, parts: GatewayParts): void {
  const { mechanism, text, netuid, since } = parts;
  const model = {
    id: mechanism.name,
    object: 'model' as const,
    created: since,
    owned_by: `subnet-${netuid}`,
  };
  const data = text ? [model] : [];
  const list = createRoute({
    method: 'get',
    path: '/v1/models',
    summary: 'The models: one for a subnet of text',
    responses: { 200: json(schemas.models, 'As OpenAI lists them.'), 401: refusals[401] },
  });
  app.openapi(list, (c) => c.json({ object: 'list' as const, data }, 200));
  const one = createRoute({
    method: 'get',
    path: '/v1/models/{model}',
    summary: 'One model',
    request: { params: schemas.modelPath },
    responses: { 200: json(schemas.model, 'The model.'), 401: refusals[401], 404: refusals[404] },
  });
  app.openapi(one, (c) => {
    modelOf(parts, c.req.valid('param').model);
    return c.json(model, 200);
  });
  const completions = createRoute({
    method: 'post',
    path: '/v1/chat/completions',
    summary: 'A conversation goes on, at once or piece by piece (`stream`)',
    request: {
      headers: schemas.queryHeaders,
      body: { content: { 'application/json': { schema: schemas.chatBody } }, required: true },
    },
    responses: { 200: json(schemas.completion, 'As OpenAI’s, with the receipt.'), ...refusals },
  });
  app.openapi(completions, async (c) => {
    const body = c.req.valid('json');
    const chat = chatOf(parts, body, c, c.req.valid('header')['idempotency-key']);
    return (body.stream ?? false) ? streamed(parts, chat, c) : whole(parts, chat, c);
  });
}

function modelOf({ text, mechanism }: GatewayParts, model: string): TextMechanism {
  if (text && model === mechanism.name) return text;
  const known = text ? mechanism.name : 'none';
  const what = `model: expected one of GET /v1/models (${known}), got ${JSON.stringify(model)}`;
  throw gatewayError('MODEL_UNKNOWN', what, { param: 'model', model });
}

function chatOf(
  parts: GatewayParts,
  body: z.output<typeof schemas.chatBody>,
  c: Context<GatewayEnv>,
  idempotencyKey: string | undefined,
): Chat {
  const { model } = body;
  const text = modelOf(parts, model);
  for (const [param, isHarmless] of Object.entries(schemas.UNSUPPORTED)) {
    const value = (body as Readonly<Record<string, unknown>>)[param];
    if (value === undefined || value === null || isHarmless(value)) continue;
    const what = `${param}: expected to be left out, got a value; miners cannot honour it`;
    throw gatewayError('PARAMETER_UNSUPPORTED', what, { param });
  }
  const messages = body.messages.map(({ role, content }): Message => {
    return { role: role === 'developer' ? 'system' : role, content };
  });
  const maxTokens = body.max_completion_tokens ?? body.max_tokens ?? DEFAULT_TOKENS;
  const requestHash = sha256(text.encode(messages, maxTokens));
  const ask = { client: c.get('client'), requestHash, idempotencyKey, gone: goneOf(c) };
  return { text, model, messages, maxTokens, ask };
}

async function whole({ desk, router }: GatewayParts, chat: Chat, c: Context) {
  const { text, messages, maxTokens, ask } = chat;
  const answered = await desk.answer(ask, async (late) => {
    const decode = (body: Uint8Array) => text.text({ body });
    const signal = AbortSignal.any([late, ask.gone]);
    const { answer, miner } = await router.whole(text.encode(messages, maxTokens), decode, signal);
    return deliveryOfText(answer, [miner.hotkey]);
  });
  const message = { role: 'assistant', content: textOf(answered), refusal: null };
  const choices = [{ index: 0, message, logprobs: null, finish_reason: 'stop' }];
  const head = headOf('chat.completion' as const, chat.model, answered.receipt.queryId, answered.receipt.at);
  return c.json({ ...head, choices, receipt: receiptJson(answered.receipt) }, 200);
}

/**
 * Until there is a first piece it is a refusal like any other; from then on what goes wrong is told in the stream, which then has
 * no `[DONE]`.
 */
async function streamed({ desk, router }: GatewayParts, chat: Chat, c: Context) {
  const handoff = new Handoff<string>();
  const { text, messages, maxTokens, ask } = chat;
  const comesBack = ask.idempotencyKey !== undefined;
  const query = { text, messages, maxTokens, handoff, comesBack, gone: ask.gone };
  const answered = desk.answer(ask, (late) => talk(router, query, late));
  // What goes wrong later is read below.
  answered.catch(() => undefined);
  const pieces = handoff.pieces();
  const first = await Promise.race([pieces.next(), answered]);
  // Nothing came: there was no text, or it failed.
  if ('done' in first && first.done === true) await answered;
  return streamSSE(c, async (stream) => {
    try {
      await tell(stream, chat, first, pieces, answered);
    } catch (error) {
      await stream.writeSSE({ data: JSON.stringify(openAiError(error).body) });
    }
  }) as never;
}

async function tell(
  stream: SSEStreamingApi,
  { model }: Chat,
  first: IteratorResult<string> | Answered,
  pieces: AsyncIterable<string>,
  answered: Promise<Answered>,
): Promise<void> {
  // The query's own id is on the receipt: it is known at the end only.
  const head = headOf('chat.completion.chunk' as const, model, crypto.randomUUID(), Date.now());
  const send = (delta: object, finish_reason: 'stop' | null = null, receipt?: Receipt) => {
    const choices = [{ index: 0, delta, logprobs: null, finish_reason }];
    const told = receipt ? { receipt: receiptJson(receipt) } : {};
    return stream.writeSSE({ data: JSON.stringify({ ...head, choices, ...told }) });
  };
  await send({ role: 'assistant', content: '' });
  if ('receipt' in first) await send({ content: textOf(first) });
  else if (first.done !== true) {
    await send({ content: first.value });
    for await (const content of pieces) await send({ content });
  }
  // Only what is charged for is given its end.
  const { receipt } = await answered;
  await send({}, 'stop', receipt);
  await stream.writeSSE({ data: '[DONE]' });
}

const textOf = ({ answer }: Answered): string => (JSON.parse(answer) as { text: string }).text;

const headOf = <Kind extends string>(object: Kind, model: string, id: string, atMs: number) => ({
  id: `chatcmpl-${id}`,
  object,
  created: Math.floor(atMs / 1_000),
  model,
});
