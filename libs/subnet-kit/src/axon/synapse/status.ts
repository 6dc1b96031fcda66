import type { Status } from '@yumanet/service-kit';

/**
 * HTTP status of an axon's refusal. The SDK knows 400 (no such synapse), 401 (not signed), 403 (may not ask), 404 (unknown
 * synapse), 408 (too late), 500; the rest are HTTP's own.
 */
const STATUS: Readonly<Partial<Record<Status, number>>> = {
  INVALID_ARGUMENT: 400,
  FAILED_PRECONDITION: 400,
  UNAUTHENTICATED: 401,
  PERMISSION_DENIED: 403,
  NOT_FOUND: 404,
  DEADLINE_EXCEEDED: 408,
  RESOURCE_EXHAUSTED: 429,
  UNAVAILABLE: 503,
};

/** @param code tells apart what one status of ours has in common. */
export function httpStatusOf(status: Status, code: string): number {
  if (code === 'BODY_TOO_LARGE') return 413;
  if (code === 'NOT_SYNAPSE') return 404;
  return STATUS[status] ?? 500;
}
