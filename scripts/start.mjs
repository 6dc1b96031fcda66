// `npm start`: shows what exists. Today: one Yuma epoch on the weights and stakes of a real subnet (Finney SN15).
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const core = join(root, 'libs', 'yuma-core');
const [firstEpoch] = readFileSync(join(core, 'test', 'vectors', 'finney_sn15.jsonl'), 'utf8').split('\n', 1);

process.stdout.write(
  'One Yuma epoch on real input: subnet 15 of Finney at block 4,769,998 (256 uids, 1,687 weights).\n',
);
const { status } = spawnSync(
  process.execPath,
  [join(core, 'bin', 'yuma.js'), 'epoch', '--table', ...process.argv.slice(2)],
  {
    input: firstEpoch,
    stdio: ['pipe', 'inherit', 'inherit'],
  },
);
process.exit(status ?? 1);
