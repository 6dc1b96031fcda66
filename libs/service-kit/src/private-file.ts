import { statSync } from 'node:fs';
import { resolve } from 'node:path';

/** Whoever is neither the owner nor of the group. */
const OTHERS = 0o007;
/** Where a container has its secrets, with whatever mode the host gave them: nobody else is in there. */
const OF_CONTAINER = '/run/secrets/';

/**
 * Whether everybody on this machine can read or change a file; a group may (Kubernetes gives secrets to one).
 *
 * @returns its mode as an octal number, or undefined: only its owner and group can, or it is not there, or files have no modes here.
 */
export function exposedMode(path: string): string | undefined {
  const file = resolve(path);
  if (process.platform === 'win32' || file.startsWith(OF_CONTAINER)) return undefined;
  try {
    const { mode } = statSync(file);
    return (mode & OTHERS) === 0 ? undefined : (mode & 0o777).toString(8);
  } catch {
    return undefined;
  }
}

/** What an error says of such a file. */
export const PRIVATE_EXPECTED = 'a file that only its owner and group can read (chmod 600)';
