import { readFile } from 'node:fs/promises';
import { PRIVATE_EXPECTED, exposedMode } from '@yumanet/service-kit/core';
import { CliError } from '../cli-error.js';

/**
 * The password of a key file: the first line of a file, or `YUMANET_PASSWORD`. Never an argument: those are seen by everybody on
 * the machine.
 *
 * @throws CliError BAD_INPUT when there is none.
 */
export async function passwordOf(
  file: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): Promise<string> {
  const text = file === undefined ? env['YUMANET_PASSWORD'] : await firstLine(file);
  if (text !== undefined && text !== '') return text;
  throw new CliError('BAD_INPUT', 'password: expected YUMANET_PASSWORD or --password-file, got neither');
}

/** The first line of a file that is not everybody's to read. @throws CliError BAD_INPUT */
export async function firstLine(file: string): Promise<string> {
  const mode = exposedMode(file);
  if (mode !== undefined)
    throw new CliError('BAD_INPUT', `${file}: expected ${PRIVATE_EXPECTED}, got mode ${mode}`);
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw new CliError('BAD_INPUT', `${file}: expected a file with a secret, got ${error.message}`);
  });
  return text.split(/\r?\n/, 1)[0]!;
}
