// A built `yumanet-chain` in a process of its own, for what loads and measures it.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { inspectorOf } from './inspector.mjs';

const root = dirname(createRequire(import.meta.url).resolve('@yumanet/chain/package.json'));

/** Starts one on free ports and waits for its ready line. */
export function startChain(...flags) {
  return start(flags, 'inherit', process.env);
}

/** The same, open to an inspector of its own machine: `inspector` resolves to its address. */
export async function startInspectedChain(...flags) {
  const env = { ...process.env, NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --inspect=127.0.0.1:0` };
  let inspector;
  const chain = await start(flags, 'pipe', env, (stderr) => (inspector = inspectorOf(stderr)));
  return { ...chain, inspector };
}

async function start(flags, stderr, env, onStderr = () => undefined) {
  const bin = join(root, 'bin', 'yumanet-chain.js');
  const args = ['--json', '--rpc-port', '0', '--status-port', '0', '--log-level', 'warn', ...flags];
  // As a user starts it: with the flags of its first line.
  const child = spawn(bin, args, { stdio: ['ignore', 'pipe', stderr], env });
  if (child.stderr !== null) onStderr(child.stderr);
  const ready = await new Promise((resolve, reject) => {
    child.stdout.once('data', (line) => resolve(JSON.parse(line.toString())));
    child.once('exit', (code) => reject(new Error(`chain ended with ${code} before it was ready`)));
  });
  const exited = new Promise((resolve) => child.once('exit', resolve));
  const stop = () => {
    child.kill('SIGTERM');
    return exited;
  };
  return { ready, pid: child.pid, exited, stop };
}
