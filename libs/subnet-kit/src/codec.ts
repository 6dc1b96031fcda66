import { messageOf } from '@yumanet/service-kit';
import type { z } from 'zod';
import { subnetError } from './errors.js';

/** How a task or an answer travels. `decode(encode(value))` gives an equal value; nothing unchecked comes out. */
export interface Codec<T> {
  encode(value: T): Uint8Array;
  /** @throws ServiceError BODY_INVALID for whatever is not exactly such a value. */
  decode(bytes: Uint8Array): T;
}

/**
 * JSON in UTF-8, judged by a schema on the way in.
 *
 * @param what names the value in errors, for example `image-recognition task`.
 */
export function jsonCodec<Schema extends z.ZodType>(schema: Schema, what: string): Codec<z.output<Schema>> {
  return {
    encode: (value) => Buffer.from(JSON.stringify(value)),
    decode(bytes) {
      const parsed = schema.safeParse(readJson(bytes, what));
      if (parsed.success) return parsed.data;
      const [issue] = parsed.error.issues;
      const at = issue?.path.join('.') ?? '';
      throw subnetError('BODY_INVALID', `${what}: expected its fields, got ${at}: ${issue?.message}`, {
        what,
        at,
      });
    },
  };
}

function readJson(bytes: Uint8Array, what: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw subnetError('BODY_INVALID', `${what}: expected JSON in UTF-8, got ${messageOf(error)}`, { what });
  }
}
