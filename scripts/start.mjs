// `npm start`: a whole network, `yumanet up`, with its state in ./.yumanet (git-ignored). Arguments go to it:
//   npm start -- --split        one process per service
//   npm start -- --reset        begin anew
//   npm start -- --json         JSON lines for programs
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { endProcess } = await import(join(root, 'apps/cli/dist/end-process.js'));
const { main } = await import(join(root, 'apps/cli/dist/main.js'));
const given = process.argv.slice(2);
const json = given.includes('--json') ? ['--json'] : [];
const dataDir = given.some((flag) => flag.split('=')[0] === '--data-dir')
  ? []
  : ['--data-dir', join(root, '.yumanet', 'network')];
const passed = given.filter((flag) => flag !== '--json');
endProcess(await main([process.execPath, 'yumanet', ...json, 'up', ...dataDir, ...passed]));
