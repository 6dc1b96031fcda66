import { describe, expect, it } from 'vitest';
import { yuma } from './testing/run-command.js';

describe('yuma', () => {
  it('--help names every command and is no failure', async () => {
    const { code, stdout } = await yuma(['--help']);
    expect(code).toBe(0);
    for (const command of ['epoch', 'economy', 'primitives', 'emission']) expect(stdout).toContain(command);
  });

  it('ends with 2 on wrong usage, and says how to get help', async () => {
    const unknown = await yuma(['epohc']);
    expect([unknown.code, unknown.stdout]).toEqual([2, '']);
    expect(unknown.stderr).toContain('yuma --help');
    expect((await yuma(['epoch', '--backend', 'abacus'])).code).toBe(2);
  });

  it('ends with 1 and a code where a file cannot be read', async () => {
    const { code, stderr } = await yuma(['epoch', 'no/such/file.jsonl']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^yuma: FILE_UNREADABLE: no\/such\/file\.jsonl: expected a readable file, got /);
  });

  it.each(['epoch', 'economy', 'primitives', 'emission'])('%s --help has an example', async (command) => {
    const { code, stdout } = await yuma([command, '--help']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/Examples:\n.*yuma/);
  });
});
