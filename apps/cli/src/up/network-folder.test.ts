import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, afterEach, describe, expect, it } from 'vitest';
import { NetworkFolder } from './network-folder.js';

let path: string;
beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), 'yumanet-folder-'));
});
afterEach(() => rmSync(path, { recursive: true, force: true }));

describe('a network’s folder', () => {
  it('is found again with what is in it, until it is reset', () => {
    const file = join(NetworkFolder.open(path, false).of('chain'), 'x');
    writeFileSync(file, '1');
    NetworkFolder.open(path, false);
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
    writeFileSync(join(path, 'network.json'), '{"format":2}');
    expect(() => NetworkFolder.open(path, false)).toThrow('expected format 1, got 2');
  });

  it('keeps settings where only their owner reads them', () => {
    const file = NetworkFolder.open(path, false).writeSettings('miner', { hotkeyUri: '//x', axonPort: 1 });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ hotkeyUri: '//x', axonPort: 1 });
    expect(statSync(file).mode & 0o077).toBe(0);
  });
});
