import { httpError, isServiceError, type HttpError } from '@yumanet/service-kit';
import type { Context } from 'hono';

/** OpenAI's names of the kinds of errors, by HTTP status. */
const TYPES: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  402: 'insufficient_quota',
  403: 'permission_error',
  404: 'invalid_request_error',
  409: 'invalid_request_error',
  413: 'invalid_request_error',
  429: 'rate_limit_error',
};

/** `{ error: … }` as OpenAI's clients read it. */
export interface OpenAiError {
  readonly error: {
    readonly message: string;
    readonly type: string;
    /** The field that is wrong. */
    readonly param: string | null;
    /** One of the documented codes: `GATEWAY_ERRORS`, or a miner's. */
    readonly code: string;
  };
}

/** Whatever was thrown, as OpenAI tells errors. */
export function openAiError(error: unknown): {
  readonly status: HttpError['status'] | 402;
  readonly body: OpenAiError;
} {
  const told = httpError(error);
  const status = told.code === 'BALANCE_TOO_LOW' ? 402 : told.status;
  const param = isServiceError(error) ? error.data['param'] : undefined;
  const type = TYPES[status] ?? 'server_error';
  const { message, code } = told;
  return {
    status,
    body: { error: { message, type, param: param === undefined ? null : String(param), code } },
  };
}

/** The same as a response; `Retry-After` where the error says when to ask again. */
export function errorResponse(error: unknown, c: Context): Response {
  const { status, body } = openAiError(error);
  const retryMs = isServiceError(error) ? Number(error.data['retryMs']) : NaN;
  if (Number.isFinite(retryMs)) c.header('retry-after', String(Math.ceil(retryMs / 1_000)));
  return c.json(body, status);
}
