import { messageOf } from '@yumanet/service-kit';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { subnetError } from './errors.js';
import { installedEntry } from './installed-entry.js';
import { MECHANISM_NAME, type AnyMechanism } from './mechanism.js';

/** The mechanisms that come with Yumanet: one line each. */
const BUILT_IN: Readonly<Record<string, string>> = {
  'image-recognition': '@yumanet/image-recognition',
  'text-generation': '@yumanet/text-generation',
  compute: '@yumanet/compute',
  storage: '@yumanet/storage',
};

/** Names of the built-in mechanisms. */
export const builtInMechanisms: readonly string[] = Object.keys(BUILT_IN);

const isFunction = z.custom<(...args: never[]) => unknown>(
  (value) => typeof value === 'function',
  'no function',
);
const codec = z.object({ encode: isFunction, decode: isFunction });
const shape = z.object({
  name: z.string().regex(MECHANISM_NAME),
  version: z.number().int().min(0),
  task: z.object({ codec, make: isFunction }),
  handler: z.object({
    codec,
    chunks: z.object({ codec, join: isFunction }).optional(),
    backends: z.array(z.string().min(1)).min(1),
    open: isFunction,
  }),
  score: z.object({ score: isFunction, compose: isFunction, remember: isFunction.optional() }),
});

/**
 * The mechanism of a built-in name, of a package installed beside this one or in the working folder, or of a file
 * (`./my-subnet.js`, from the working folder). It runs with the rights of the process: load only what you trust.
 *
 * @throws ServiceError MECHANISM_NOT_FOUND, MECHANISM_INVALID.
 */
export async function loadMechanism(name: string): Promise<AnyMechanism> {
  const found = await importModule(name);
  const checked = shape.safeParse(found['mechanism']);
  if (checked.success) return found['mechanism'] as AnyMechanism;
  const [issue] = checked.error.issues;
  const at = ['mechanism', ...(issue?.path ?? [])].join('.');
  throw subnetError('MECHANISM_INVALID', `${name}: expected a mechanism, got ${at}: ${issue?.message}`, {
    name,
    at,
  });
}

async function importModule(name: string): Promise<Record<string, unknown>> {
  const isFile = /^\.{0,2}\//.test(name);
  const specifier = isFile ? pathToFileURL(resolve(name)).href : (BUILT_IN[name] ?? name);
  try {
    return (await import(specifier)) as Record<string, unknown>;
  } catch (error) {
    const installed = isFile ? undefined : installedEntry(name);
    if (installed !== undefined) return importModule(installed);
    const why = `${name}: expected a mechanism's package or file, got ${messageOf(error)}`;
    throw subnetError('MECHANISM_NOT_FOUND', why, { name }, { cause: error });
  }
}
