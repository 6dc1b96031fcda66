// `npm start`: starts what exists. Today: one chain of the June-2024 runtime with public test keys, blocks shown live.
// Arguments go to yumanet-chain: `npm start -- --sealing instant --rpc-port 0`. State lies in ./.yumanet (git-ignored).
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const SECONDS_BETWEEN_BLOCKS = '2';
const defaults = ['--network', 'local', '--block-time', SECONDS_BETWEEN_BLOCKS, '--log-level', 'warn'];
const args = process.argv.slice(2);
if (!args.includes('--data-dir')) defaults.push('--data-dir', join(root, '.yumanet', 'chain'));
const chain = spawn(
  process.execPath,
  [join(root, 'services/chain/bin/yumanet-chain.js'), ...defaults, ...args],
  {
    stdio: 'inherit',
  },
);
// A terminal sends Ctrl-C to both; a supervisor only to this process.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => chain.kill(signal));
chain.on('exit', (code, signal) => process.exit(signal === null ? (code ?? 1) : 1));
