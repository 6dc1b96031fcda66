// The packages of this repository, for scripts that pack them.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
export const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));

/** Runs a command; what it prints is shown only when it fails, and then `who` ends. */
export function run(who, command, args, cwd) {
  const result = spawnSync(command, args, { cwd, encoding: 'utf8', maxBuffer: 1 << 26 });
  if (result.error) throw result.error;
  if (result.status !== 0) {
    process.stderr.write(result.stdout + result.stderr);
    process.stderr.write(`${who}: "${command} ${args.join(' ')}" failed with exit code ${result.status}\n`);
    process.exit(1);
  }
  return result.stdout;
}

/** Every package of this repository: where it lies, and its manifest, by name. */
export function workspaces() {
  const found = new Map();
  for (const pattern of readJson(join(root, 'package.json')).workspaces) {
    const [base, all] = pattern.split('/');
    const folders =
      all === '*' ? readdirSync(join(root, base)).map((name) => join(root, base, name)) : [join(root, base)];
    for (const folder of folders) {
      if (!existsSync(join(folder, 'package.json'))) continue;
      const manifest = readJson(join(folder, 'package.json'));
      found.set(manifest.name, { folder, manifest });
    }
  }
  return found;
}

/** The package and what it needs of this repository, itself first. */
export function closure(all, name, seen = new Set()) {
  if (seen.has(name)) return seen;
  seen.add(name);
  for (const dependency of Object.keys(all.get(name).manifest.dependencies ?? {}))
    if (all.has(dependency)) closure(all, dependency, seen);
  return seen;
}

/** The version of each package that the lock file has in one version only: npm is held to it. */
export function lockedVersions(own) {
  const versions = new Map();
  for (const [path, { version, link }] of Object.entries(
    readJson(join(root, 'package-lock.json')).packages,
  )) {
    const name = path.split('node_modules/').at(-1);
    if (!path.includes('node_modules/') || link || own.has(name) || version === undefined) continue;
    versions.set(name, new Set([...(versions.get(name) ?? []), version]));
  }
  return Object.fromEntries(
    [...versions].filter(([, each]) => each.size === 1).map(([name, [version]]) => [name, version]),
  );
}

/** Packs one package as `npm publish` would. @returns the tarball's name in `to`. */
export function pack(who, folder, to) {
  return run(who, 'npm', ['pack', '--silent', '--pack-destination', to], folder).trim().split('\n').at(-1);
}
