import { loadMechanism } from '@yumanet/subnet-kit';
import { expect, it } from 'vitest';
import { textMechanism } from './text-mechanism.js';

const bytes = (value: unknown) => Buffer.from(JSON.stringify(value));

it('talks with a mechanism that takes conversations', async () => {
  const text = textMechanism(await loadMechanism('text-generation'))!;
  const body = text.encode([{ role: 'user', content: 'hi' }], 8);
  expect(JSON.parse(Buffer.from(body).toString())).toEqual({
    ...{ kind: 'chat', maxTokens: 8 },
    messages: [{ role: 'user', content: 'hi' }],
  });
  expect(text.text({ chunk: bytes('word ') })).toBe('word ');
  expect(text.text({ body: bytes({ kind: 'chat', text: 'all' }) })).toBe('all');
  expect(() => text.encode([], 8)).toThrow(expect.objectContaining({ code: 'BODY_INVALID' }) as Error);
  expect(() => text.text({ chunk: bytes(7) })).toThrow(
    expect.objectContaining({ code: 'BODY_INVALID' }) as Error,
  );
});

it.each(['image-recognition', 'compute', 'storage'])('%s is none', async (name) => {
  expect(textMechanism(await loadMechanism(name))).toBeUndefined();
});
