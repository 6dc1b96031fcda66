import { z } from 'zod';
import { rpcErrors } from '../rpc-error.js';

/** Bytes as hex with 0x; the digits alone, lower case, are what comes out. */
export const zHex = z
  .string()
  .regex(/^0x([0-9a-fA-F]{2})*$/, 'expected bytes as 0x and hex digits')
  .transform((text) => text.slice(2).toLowerCase());

export const zHash = z
  .string()
  .regex(/^0x[0-9a-fA-F]{64}$/, 'expected a hash of 32 bytes')
  .transform((text) => text.slice(2).toLowerCase());

/** A parameter that is an object, as the `dev_` methods take them. @throws RpcError -32602 that says where it is wrong. */
export function objectParam<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0]!;
  throw rpcErrors.invalidParams(`${path.join('.') || 'parameter'}: ${message}`);
}
