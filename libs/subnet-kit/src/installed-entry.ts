import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { exports as exportsOf, legacy } from 'resolve.exports';

/**
 * The file that importing a package from the working folder would load: Node resolves a package from the file that imports it, and
 * this library may be installed elsewhere than what its user brings. Undefined where there is no such package.
 */
export function installedEntry(name: string, from = process.cwd()): string | undefined {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    const root = join(folder, 'node_modules', name);
    const manifest = join(root, 'package.json');
    if (existsSync(manifest))
      return join(root, entryOf(JSON.parse(readFileSync(manifest, 'utf8')) as object));
    if (dirname(folder) === folder) return undefined;
  }
}

function entryOf(manifest: object): string {
  const [entry] = 'exports' in manifest ? (exportsOf(manifest, '.') ?? []) : [];
  return entry ?? legacy(manifest, { browser: false }) ?? 'index.js';
}
