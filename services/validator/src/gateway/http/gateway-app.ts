import { OpenAPIHono, type z } from '@hono/zod-openapi';
import { bodyTooLarge, isServiceError, kitError, noSuchPath, type Logger } from '@yumanet/service-kit';
import type { AnyMechanism } from '@yumanet/subnet-kit';
import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Books } from '../books/books.js';
import type { Client } from '../books/records.js';
import { gatewayError } from '../errors.js';
import type { QueryDesk } from '../query/query-desk.js';
import type { TextMechanism } from '../query/text-mechanism.js';
import type { Router } from '../routing/router.js';
import { addAccountRoutes } from './account-routes.js';
import { addChatRoutes } from './chat-routes.js';
import { errorResponse } from './openai-error.js';
import { addQueryRoute } from './query-route.js';
import { errorAnswer } from './schemas.js';

/** What answers over HTTP are made from. */
export interface GatewayParts {
  readonly books: Books;
  readonly desk: QueryDesk;
  readonly router: Router;
  readonly mechanism: AnyMechanism;
  /** undefined: no mechanism of text; there are no models then. */
  readonly text: TextMechanism | undefined;
  readonly netuid: number;
  readonly priceRao: bigint;
  /** SS58. */
  readonly depositAddress: string;
  /** Seconds since 1970: what `created` of a model says. */
  readonly since: number;
  readonly maxBodyBytes: number;
  readonly version: string;
  readonly logger: Logger;
}

export interface GatewayEnv {
  Variables: { client: Client };
}
export type GatewayApp = OpenAPIHono<GatewayEnv>;

/** The gateway over HTTP; `/openapi.json` describes it. Everything under `/v1` wants a key. */
export function gatewayApp(parts: GatewayParts): GatewayApp {
  const { books, maxBodyBytes, logger } = parts;
  const app: GatewayApp = new OpenAPIHono<GatewayEnv>({
    defaultHook: (result, c) => (result.success ? undefined : errorResponse(notThat(result.error), c)),
  });
  const limit = bodyLimit({
    maxSize: maxBodyBytes,
    onError: (c) => errorResponse(bodyTooLarge(maxBodyBytes), c),
  });
  app.use('/v1/*', async (c, next) => {
    c.set('client', clientOf(books, c.req.header('authorization')));
    await next();
  });
  app.use('/v1/*', limit);
  app.onError((error, c) => {
    if (!isServiceError(error) && (error as { status?: number }).status !== 400)
      logger.error({ error, path: c.req.path }, 'request failed');
    return errorResponse(isServiceError(error) ? error : asBodyError(error), c);
  });
  app.notFound((c) => errorResponse(noSuchPath(c.req.path), c));
  addChatRoutes(app, parts);
  addQueryRoute(app, parts);
  addAccountRoutes(app, parts);
  app.openAPIRegistry.registerComponent('securitySchemes', 'key', { type: 'http', scheme: 'bearer' });
  app.doc('/openapi.json', {
    openapi: '3.0.3',
    info: {
      title: 'Yumanet gateway',
      version: parts.version,
      description: 'Questions to the miners of a subnet, paid in TAO from a prepaid balance.',
    },
    security: [{ key: [] }],
  });
  return app;
}

function clientOf(books: Books, authorization = ''): Client {
  const [, key] = /^Bearer +(\S+)$/i.exec(authorization) ?? [];
  if (key === undefined)
    throw gatewayError('KEY_MISSING', 'Authorization: expected `Bearer` and a key, got none');
  const client = books.clientOf(key);
  if (!client) throw gatewayError('KEY_UNKNOWN', 'Authorization: expected a client’s key, got another');
  return client;
}

function notThat({ issues }: Pick<z.ZodError, 'issues'>): Error {
  const [issue] = issues;
  const param = issue?.path.join('.') ?? 'request';
  return gatewayError('PARAMETER_INVALID', `${param}: ${issue?.message ?? 'expected something else'}`, {
    param,
  });
}

/** Hono's own refusal is of a body that is no JSON. */
const asBodyError = (error: Error): Error =>
  (error as { status?: number }).status === 400
    ? gatewayError('BODY_NOT_JSON', 'body: expected JSON, got something else')
    : error;

/** A signal of the client's leaving. */
export function goneOf(c: Context): AbortSignal {
  const controller = new AbortController();
  const { signal } = c.req.raw;
  const leave = () => controller.abort(kitError('CANCELLED', 'client: expected to wait, got gone'));
  if (signal.aborted) leave();
  else signal.addEventListener('abort', leave, { once: true });
  return controller.signal;
}

/** Of a JSON body, by its schema. */
export const json = (schema: z.ZodType, description: string) => ({
  content: { 'application/json': { schema } },
  description,
});

/** The answers that every query may have beside its own. */
export const refusals = {
  400: json(errorAnswer, 'The request is none.'),
  401: json(errorAnswer, 'No key, or nobody’s.'),
  402: json(errorAnswer, 'The balance does not pay for it.'),
  404: json(errorAnswer, 'No such subnet, model or path.'),
  409: json(errorAnswer, 'The idempotency key is in use.'),
  413: json(errorAnswer, 'The body is too large.'),
  429: json(errorAnswer, 'The client asks more than it may.'),
  503: json(errorAnswer, 'No miner answered, or the gateway is full; nothing is charged.'),
  504: json(errorAnswer, 'No miner answered in time; nothing is charged.'),
};
