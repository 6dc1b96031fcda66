import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { exposedMode } from './private-file.js';

const dir = mkdtempSync(join(tmpdir(), 'yumanet-private-'));
afterAll(() => rmSync(dir, { recursive: true }));

it.each([
  [0o600, undefined],
  [0o400, undefined],
  [0o640, undefined],
  [0o644, '644'],
  [0o602, '602'],
])('of a file of mode %o says %s', (mode, said) => {
  const path = join(dir, `file-${mode}`);
  writeFileSync(path, 'x');
  chmodSync(path, mode);
  expect(exposedMode(path)).toBe(said);
});

it('says nothing of a file that is not there', () => {
  expect(exposedMode(join(dir, 'none'))).toBeUndefined();
});

it('a container’s own secrets may have any mode, and only what is really in their folder', () => {
  const path = join(dir, 'not-a-secret-of-a-container');
  writeFileSync(path, 'x', { mode: 0o644 });
  expect(exposedMode(`/run/secrets/../..${path}`)).toBe('644');
  expect(exposedMode('/run/secrets/hotkey')).toBeUndefined();
});
