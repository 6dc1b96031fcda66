import { createRoute, type z } from '@hono/zod-openapi';
import type { AnyMechanism } from '@yumanet/subnet-kit';
import { gatewayError } from '../errors.js';
import type { Delivery } from '../query/query-desk.js';
import { sha256 } from '../query/talk.js';
import { receiptJson } from '../receipts/receipt.js';
import type { RoutedAnswer } from '../routing/router.js';
import { goneOf, json, refusals, type GatewayApp, type GatewayParts } from './gateway-app.js';
import * as schemas from './schemas.js';

/** Any task of the subnet's mechanism, one answer of one miner, with the miner's signature. */
export function addQueryRoute(app: GatewayApp, parts: GatewayParts): void {
  const { desk, router, mechanism, netuid: served } = parts;
  const route = createRoute({
    method: 'post',
    path: '/v1/subnets/{netuid}/query',
    summary: 'A task to the subnet’s miners',
    request: {
      params: schemas.netuidPath,
      headers: schemas.queryHeaders,
      body: { content: { 'application/json': { schema: schemas.queryBody } }, required: true },
    },
    responses: { 200: json(schemas.answer, 'The first good answer.'), ...refusals },
  });
  app.openapi(route, async (c) => {
    const { netuid } = c.req.valid('param');
    if (netuid !== served)
      throw gatewayError('SUBNET_NOT_SERVED', `netuid: expected ${served}, got ${netuid}`, { netuid });
    const body = taskBytes(mechanism, c.req.valid('json'));
    const gone = goneOf(c);
    const ask = {
      client: c.get('client'),
      requestHash: sha256(body),
      idempotencyKey: c.req.valid('header')['idempotency-key'],
      gone,
    };
    const { receipt, answer } = await desk.answer(ask, async (late) => {
      const decode = (bytes: Uint8Array) => mechanism.handler.codec.decode(bytes);
      return deliveryOf(await router.whole(body, decode, AbortSignal.any([late, gone])));
    });
    const told = JSON.parse(answer) as z.output<typeof schemas.answer>;
    return c.json({ ...told, id: receipt.queryId, receipt: receiptJson(receipt) }, 200);
  });
}

/** @throws ServiceError BODY_INVALID for what is no task of the mechanism. */
function taskBytes({ task: { codec } }: AnyMechanism, asked: z.output<typeof schemas.queryBody>): Uint8Array {
  const { task, taskBase64 } = asked;
  const bytes =
    taskBase64 === undefined ? Buffer.from(JSON.stringify(task)) : Buffer.from(taskBase64, 'base64');
  codec.decode(bytes);
  return bytes;
}

function deliveryOf({ answer, body, proof, miner }: RoutedAnswer<unknown>): Delivery {
  const bytes = Buffer.from(body);
  const request = proof && {
    ...proof.request,
    nonce: String(proof.request.nonce),
    body: proof.request.body.toString('base64'),
    signature: proof.request.signature.toString('hex'),
  };
  const told = {
    answer: isJson(bytes) ? answer : undefined,
    answerBase64: bytes.toString('base64'),
    miner: {
      hotkey: miner.hotkey,
      uid: miner.uid,
      ...(proof ? { request, signature: Buffer.from(proof.signature).toString('hex') } : {}),
    },
  };
  return { answer: JSON.stringify(told), responseHash: sha256(bytes), miners: [miner.hotkey] };
}

/** Whether the mechanism's answers travel as JSON: then they are shown as such. */
function isJson(bytes: Buffer): boolean {
  try {
    JSON.parse(bytes.toString());
    return true;
  } catch {
    return false;
  }
}
