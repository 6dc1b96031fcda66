import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const BIN = join(import.meta.dirname, '..', 'bin', 'yumanet-miner.js');
const run = (...flags: string[]) => spawnSync(process.execPath, [BIN, ...flags], { encoding: 'utf8' });
const needed = ['--netuid', '1', '--data-dir', join(tmpdir(), 'yumanet-never-made')];

describe('yumanet-miner', () => {
  it('--help names every setting and its variable', () => {
    const { status, stdout } = run('--help');
    expect(status).toBe(0);
    for (const text of ['--backend', '--when-pruned', 'YUMANET_MINER_HOTKEY_URI', 'yumanet-miner --'])
      expect(stdout).toContain(text);
  });

  it.each([
    ['no netuid', ['--data-dir', '/x'], 'netuid'],
    ['netuid 0, which is root', ['--netuid', '0', '--data-dir', '/x'], 'netuid'],
    ['no hotkey', needed, 'KEY_INVALID'],
    [
      'a backend that there is not',
      [...needed, '--hotkey-uri', '//Eve', '--backend', 'rnn'],
      'BACKEND_UNKNOWN: backend: expected one of cnn, mlp, softmax, guess, copycat, got rnn',
    ],
    [
      'a mechanism that there is not',
      [...needed, '--hotkey-uri', '//Eve', '--mechanism', './no.js'],
      'MECHANISM_NOT_FOUND',
    ],
    [
      'an address that is none',
      [...needed, '--hotkey-uri', '//Eve', '--external-host', 'me'],
      'AXON_NOT_ANNOUNCEABLE',
    ],
  ])('refuses %s', (_what, flags, text) => {
    const { status, stderr } = run(...flags);
    expect(stderr).toContain(text);
    expect(stderr).not.toContain('    at ');
    expect(status).toBe(2);
  });
});
