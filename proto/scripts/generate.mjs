// Generates src/generated from the .proto files, offline: buf and the plugin both come from the registry's packages.
import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(dirname(fileURLToPath(import.meta.url)));
const bins = [join(here, 'node_modules', '.bin'), join(here, '..', 'node_modules', '.bin')].filter(
  existsSync,
);
const env = { ...process.env, PATH: [...bins, process.env.PATH].join(delimiter) };

function buf(args, stdout) {
  const result = spawnSync('buf', args, { cwd: here, env, stdio: ['ignore', stdout, 'inherit'] });
  if (result.error) throw result.error;
  if (result.status !== 0) process.exit(result.status ?? 1);
  return result.stdout;
}

buf(['generate'], 'inherit');
// The descriptor set inside a module: server reflection then needs no file at run time.
const descriptors = buf(['build', '--as-file-descriptor-set', '-o', '-'], 'pipe').toString('base64');
writeFileSync(
  join(here, 'src', 'generated', 'descriptors.ts'),
  `export const descriptors = '${descriptors}';\n`,
);
