import { describe, expect, it } from 'vitest';
import {
  KIT_ERRORS,
  STATUSES,
  ServiceError,
  errorsOf,
  hasCode,
  kitError,
  messageOf,
  refusal,
} from './errors.js';

describe('errors', () => {
  it('take status from their table', () => {
    const chainError = errorsOf({ POOL_FULL: { status: 'RESOURCE_EXHAUSTED', means: 'x' } });
    const error = chainError('POOL_FULL', 'pool: expected at most 1, got 2', { limit: 1 });
    expect(error).toBeInstanceOf(ServiceError);
    expect(error).toMatchObject({ code: 'POOL_FULL', status: 'RESOURCE_EXHAUSTED', data: { limit: 1 } });
  });

  it('every code of the kit has a known status and a sentence', () => {
    for (const { status, means } of Object.values(KIT_ERRORS)) {
      expect(STATUSES).toContain(status);
      expect(means).toMatch(/\.$/);
    }
  });

  it('refusals have one message shape and cut long values', () => {
    expect(refusal('INVALID_ARGUMENT', 'port', 'a number', 'x').message).toBe(
      'port: expected a number, got "x"',
    );
    expect(refusal('INVALID_ARGUMENT', 'port', 'a number', 'x'.repeat(500)).message.length).toBeLessThan(130);
  });

  it('are told apart by code', () => {
    expect(hasCode(kitError('QUEUE_FULL', 'x'), 'QUEUE_FULL')).toBe(true);
    expect(hasCode(kitError('QUEUE_FULL', 'x'), 'LEASE_LOST')).toBe(false);
    expect(hasCode(new Error('QUEUE_FULL'), 'QUEUE_FULL')).toBe(false);
    expect(messageOf('text')).toBe('text');
  });
});
