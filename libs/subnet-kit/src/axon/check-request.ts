import { parseHotkey, parseNetuid } from '@yumanet/units';
import { messageOf } from '@yumanet/service-kit';
import { MECHANISM_NAME } from '../mechanism.js';
import { axonError } from './errors.js';
import type { UnsignedRequest } from './payload.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * Refuses a request whose fields are no such things, before anything is computed from them.
 *
 * @throws ServiceError REQUEST_INVALID naming the field.
 */
export function checkRequest(request: UnsignedRequest): void {
  parsed('netuid', () => parseNetuid(request.netuid));
  parsed('dendrite_hotkey', () => parseHotkey(request.dendriteHotkey));
  parsed('axon_hotkey', () => parseHotkey(request.axonHotkey));
  matches('task', MECHANISM_NAME, request.task);
  matches('request_id', UUID, request.requestId);
}

function parsed(field: string, parse: () => unknown): void {
  try {
    parse();
  } catch (error) {
    throw axonError('REQUEST_INVALID', `${field}: ${messageOf(error)}`, { field });
  }
}

function matches(field: string, pattern: RegExp, text: string): void {
  if (pattern.test(text)) return;
  const got = JSON.stringify(text.slice(0, 40));
  throw axonError('REQUEST_INVALID', `${field}: expected ${String(pattern)}, got ${got}`, { field });
}
