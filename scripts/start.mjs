// `npm start`: a chain of the June-2024 runtime with short tempos and public test keys, and a subnet being paid on it.
//   npm start -- --no-demo          the chain alone, its blocks shown live
//   npm start -- --json             JSON lines for programs
// Other arguments go to yumanet-chain: `npm start -- --rpc-port 0`. State lies in ./.yumanet (git-ignored).
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const STOP_DEADLINE_MS = 4000;

const given = process.argv.slice(2);
const json = given.includes('--json');
const withDemo = !given.includes('--no-demo');
const passed = given.filter((flag) => flag !== '--no-demo' && flag !== '--json');
const network = withDemo ? 'demo' : 'local';
const defaults = ['--network', network, '--block-time', withDemo ? '1' : '2', '--log-level', 'warn'];
if (!passed.some((flag) => flag.split('=')[0] === '--data-dir'))
  defaults.push('--data-dir', join(root, '.yumanet', withDemo ? 'demo' : 'chain'));

const running = new Set();
let stopping = false;

/** In a process group of its own: a terminal's Ctrl-C comes here, and from here once to each. */
function start(bin, args, stdio) {
  const child = spawn(process.execPath, [join(root, bin), ...args], { stdio, detached: true });
  running.add(child);
  child.on('exit', () => running.delete(child));
  return child;
}

function stop() {
  if (stopping) return;
  stopping = true;
  // The demo before the chain: its client would complain of a node that is gone.
  const [last, ...first] = running;
  for (const child of first) child.kill('SIGTERM');
  if (first.length === 0) last?.kill('SIGTERM');
  else for (const child of first) child.on('exit', () => last.kill('SIGTERM'));
  setTimeout(() => {
    for (const child of running) child.kill('SIGKILL');
    process.exit(1);
  }, STOP_DEADLINE_MS).unref();
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);

/** When one ends, all end, with its status: 0 where it was told to. */
function endWith(child) {
  child.on('exit', (code) => {
    if (!stopping) process.exitCode = code ?? 1;
    stop();
  });
}

function startDemo({ rpc }) {
  if (!json) console.log(`Chain on ${rpc}, with public test keys. Ctrl-C ends it.`);
  endWith(
    start(
      'apps/cli/bin/yumanet.js',
      ['--url', rpc, ...(json ? ['--json'] : []), 'demo'],
      ['ignore', 'inherit', 'inherit'],
    ),
  );
}

const chain = start(
  'services/chain/bin/yumanet-chain.js',
  [...defaults, ...passed, ...(json || withDemo ? ['--json'] : [])],
  ['ignore', withDemo ? 'pipe' : 'inherit', 'inherit'],
);
endWith(chain);
if (withDemo) {
  createInterface({ input: chain.stdout }).on('line', (line) => {
    const event = JSON.parse(line);
    if (json) console.log(line);
    else if (event.event === 'fatal') console.error(`yumanet-chain: ${event.code}: ${event.message}`);
    if (event.event === 'ready' && !stopping) startDemo(event);
  });
}
