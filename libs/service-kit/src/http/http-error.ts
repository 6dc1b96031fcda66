import { isServiceError, kitError } from '../errors.js';
import { HTTP_STATUS } from './http-status.js';

/** An error as HTTP tells it. */
export interface HttpError {
  readonly status: NonNullable<(typeof HTTP_STATUS)[keyof typeof HTTP_STATUS]> | 413 | 500;
  readonly code: string;
  readonly message: string;
}

/** Whatever was thrown while a request was answered; what is a defect is told to nobody. */
export function httpError(error: unknown): HttpError {
  if (isServiceError(error)) {
    const { code, message } = error;
    // HTTP has a word of its own for it.
    const status = code === 'MESSAGE_TOO_LARGE' ? 413 : (HTTP_STATUS[error.status] ?? 500);
    return { status, code, message };
  }
  // Hono's own: a body that is no JSON.
  if ((error as { readonly status?: number }).status === 400)
    return { status: 400, code: 'INVALID_ARGUMENT', message: 'body: expected JSON' };
  return { status: 500, code: 'INTERNAL', message: 'it failed; the log says why' };
}

/** Of an application that describes itself. */
export const noSuchPath = (path: string) =>
  kitError('NOT_FOUND', `${path}: expected a path of /openapi.json, got another`);

/** For `bodyLimit`. @param maxSize bytes. */
export const bodyTooLarge = (maxSize: number) =>
  kitError('MESSAGE_TOO_LARGE', `body: expected at most ${maxSize} bytes, got more`);
