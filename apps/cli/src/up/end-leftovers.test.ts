import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { endLeftovers } from './end-leftovers.js';
import { processMark } from './process-mark.js';

function folderOf(run: (folder: string) => object): string {
  const folder = mkdtempSync(join(tmpdir(), 'yumanet-cli-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'run.json'), JSON.stringify(run(folder)));
  return folder;
}

/** A process with these arguments; `stubborn` does not hear SIGTERM. */
function run(argument: string, stubborn = false): ChildProcess {
  const script = `${stubborn ? "process.on('SIGTERM', () => {});" : ''} process.stdout.write('.'); setInterval(() => {}, 1000)`;
  const child = spawn(process.execPath, ['-e', script, '--', argument], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}
const runs = (child: ChildProcess): Promise<unknown> =>
  new Promise((resolve) => child.stdout!.once('data', resolve));
const ended = (child: ChildProcess): Promise<unknown> =>
  new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal)));
const DEAD = { pid: 2 ** 22 + 1, started: '1' };

it('ends the parts of a network whose process is gone, also those that do not hear; nobody else', async () => {
  const children: ChildProcess[] = [];
  const folder = folderOf((path) => {
    children.push(
      run(join(path, 'chain-1/config.json')),
      run(join(path, 'x.conf'), true),
      run('/elsewhere/x'),
    );
    const [chain, nats, stranger] = children.map(({ pid }) => ({ pid }));
    return { ...DEAD, parts: { chain, nats, stranger, explorer: {} } };
  });
  await Promise.all(children.map(runs));
  const over = children.slice(0, 2).map(ended);
  expect(await endLeftovers(folder)).toEqual(['chain', 'nats']);
  expect(await Promise.all(over)).toEqual(['SIGTERM', 'SIGKILL']);
  expect(children[2]!.exitCode ?? children[2]!.signalCode).toBeNull();
});

it('leaves a network alone that runs, and a folder that says nothing', async () => {
  const children: ChildProcess[] = [];
  const folder = folderOf((path) => {
    children.push(run(join(path, 'config.json')));
    return { ...processMark(process.pid), parts: { chain: { pid: children[0]!.pid } } };
  });
  await runs(children[0]!);
  expect(await endLeftovers(folder)).toEqual([]);
  writeFileSync(join(folder, 'run.json'), '{"pid":');
  expect(await endLeftovers(folder)).toEqual([]);
  expect(children[0]!.exitCode ?? children[0]!.signalCode).toBeNull();
});
