import { expect, it } from 'vitest';
import { PoolError, poolErrorWire } from './pool-error.js';

it.each([
  [
    { kind: 'validity', error: { kind: 'invalid', reason: 'Stale' } } as const,
    1010,
    'Transaction is outdated',
  ],
  [
    { kind: 'validity', error: { kind: 'invalid', reason: 'Custom', custom: 7 } } as const,
    1010,
    'Custom error: 7',
  ],
  [{ kind: 'validity', error: { kind: 'unknown', reason: 'CannotLookup' } } as const, 1011, /lookup/],
  [{ kind: 'banned' } as const, 1012, undefined],
  [{ kind: 'alreadyImported', hash: 'ab' } as const, 1013, '0xab'],
  [{ kind: 'tooLowPriority', old: 5n, new: 3n } as const, 1014, /too low priority to replace/],
  [{ kind: 'immediatelyDropped' } as const, 1016, /limit/],
  [{ kind: 'noTags' } as const, 1019, /tags/],
  [{ kind: 'badFormat', text: 'x' } as const, 1001, undefined],
  [{ kind: 'verification', text: 'x' } as const, 1002, 'x'],
])('%o has Substrate’s code', (refusal, code, data) => {
  const wire = poolErrorWire(refusal);
  expect(wire.code).toBe(code);
  if (data === undefined) expect(wire.data).toBeUndefined();
  else expect(wire.data).toMatch(data);
  expect(new PoolError(refusal).message).toBe(wire.message);
});

it('says both priorities', () => {
  expect(poolErrorWire({ kind: 'tooLowPriority', old: 5n, new: 3n }).message).toBe(
    'Priority is too low: (5 vs 3)',
  );
});
