import { ROOT_CONTEXT } from '@opentelemetry/api';
import { describe, expect, it } from 'vitest';
import { noTracing } from './no-tracing.js';

const setter = {
  set: (carrier: Map<string, string>, key: string, value: string) => void carrier.set(key, value),
};
const getter = {
  get: (carrier: Map<string, string>, key: string) => carrier.get(key),
  keys: (carrier: Map<string, string>) => [...carrier.keys()],
};
const PARENT = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;

describe('noTracing', () => {
  it('passes a caller’s ids on, through awaits', async () => {
    const tracing = noTracing();
    const parent = tracing.extract(new Map([['traceparent', PARENT]]), getter);
    const out = new Map<string, string>();
    const result = await tracing.span('outer', { parent }, async () => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      return tracing.span('inner', {}, () => {
        tracing.inject(out, setter);
        return Promise.resolve(tracing.ids());
      });
    });
    expect(result).toEqual({ trace_id: 'a'.repeat(32), span_id: 'b'.repeat(16) });
    expect(out.get('traceparent')).toBe(PARENT);
    expect(tracing.ids()).toEqual({});
  });

  it('makes no ids of its own, and takes none that are malformed', async () => {
    const tracing = noTracing();
    const out = new Map<string, string>();
    await tracing.span('x', {}, () => Promise.resolve(tracing.inject(out, setter)));
    expect([out.size, tracing.ids()]).toEqual([0, {}]);
    for (const bad of ['00-zz', '', `00-${'0'.repeat(32)}-${'b'.repeat(16)}-01`, `01-${PARENT.slice(3)}`]) {
      expect(tracing.extract(new Map([['traceparent', bad]]), getter)).toBe(ROOT_CONTEXT);
    }
    expect(tracing.extract(new Map(), getter)).toBe(ROOT_CONTEXT);
  });

  it('throws on what the work throws', async () => {
    await expect(noTracing().span('x', {}, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  });
});
