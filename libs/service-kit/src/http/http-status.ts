import type { Status } from '../errors.js';

/** gRPC's statuses as HTTP's: the one place. What is not here is 500. */
export const HTTP_STATUS: Readonly<Partial<Record<Status, 400 | 401 | 403 | 404 | 409 | 429 | 503 | 504>>> = {
  INVALID_ARGUMENT: 400,
  OUT_OF_RANGE: 400,
  UNAUTHENTICATED: 401,
  PERMISSION_DENIED: 403,
  NOT_FOUND: 404,
  ALREADY_EXISTS: 409,
  FAILED_PRECONDITION: 409,
  ABORTED: 409,
  RESOURCE_EXHAUSTED: 429,
  UNAVAILABLE: 503,
  DEADLINE_EXCEEDED: 504,
};
