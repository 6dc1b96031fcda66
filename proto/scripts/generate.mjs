// Generates src/generated from the .proto files, offline: buf and the plugin both come from the registry's packages.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(dirname(fileURLToPath(import.meta.url)));
const bins = [join(here, 'node_modules', '.bin'), join(here, '..', 'node_modules', '.bin')].filter(
  existsSync,
);
const env = { ...process.env, PATH: [...bins, process.env.PATH].join(delimiter) };
const { status, error } = spawnSync('buf', ['generate'], { cwd: here, env, stdio: 'inherit' });
if (error) throw error;
process.exit(status ?? 1);
