import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, afterEach, describe, expect, it } from 'vitest';
import { NetworkFolder } from './network-folder.js';
import { defaultNetwork } from './topology/default-network.js';

let path: string;
beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), 'yumanet-folder-'));
});
afterEach(() => rmSync(path, { recursive: true, force: true }));

describe('a network’s folder', () => {
  it('is found again with what is in it, until it is reset', () => {
    const first = NetworkFolder.open(path, false);
    const file = join(first.of('chain'), 'x');
    writeFileSync(file, '1');
    first.release();
    NetworkFolder.open(path, false).release();
    expect(existsSync(file)).toBe(true);
    NetworkFolder.open(path, true);
    expect(existsSync(file)).toBe(false);
  });

  it('never takes a folder of something else, reset or not', () => {
    writeFileSync(join(path, 'thesis.txt'), 'years of work');
    for (const reset of [false, true])
      expect(() => NetworkFolder.open(path, reset)).toThrow('expected an empty one');
    expect(existsSync(join(path, 'thesis.txt'))).toBe(true);
  });

  it('refuses another format', () => {
    writeFileSync(join(path, 'network.json'), '{"format":1}');
    expect(() => NetworkFolder.open(path, false)).toThrow('expected format 2, got 1');
  });

  it('is one network’s at a time, and free again when its process is gone', () => {
    const folder = NetworkFolder.open(path, false);
    for (const reset of [false, true])
      expect(() => NetworkFolder.open(path, reset)).toThrow(`got process ${process.pid}`);
    expect(NetworkFolder.find(path).run()?.pid).toBe(process.pid);
    folder.release();
    expect(folder.run()).toBeUndefined();
    // Left behind by a crash: of a process that is gone, and of one whose number another has now.
    const gone = spawnSync(process.execPath, ['-e', '']).pid;
    for (const left of [
      { pid: gone, started: null },
      { pid: process.pid, started: '1' },
    ]) {
      writeFileSync(join(path, 'run.json'), JSON.stringify(left));
      expect(folder.run()).toBeUndefined();
    }
    NetworkFolder.open(path, false);
  });

  it('keeps the topology, amounts exact', () => {
    const folder = NetworkFolder.open(path, false);
    expect(folder.topology()).toBeUndefined();
    folder.keepTopology(defaultNetwork());
    expect(NetworkFolder.find(path).topology()).toEqual(defaultNetwork());
  });

  it('keeps settings where only their owner reads them', () => {
    const file = NetworkFolder.open(path, false).writeSettings('miner', { hotkeyUri: '//x', axonPort: 1 });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ hotkeyUri: '//x', axonPort: 1 });
    expect(statSync(file).mode & 0o077).toBe(0);
  });
});
