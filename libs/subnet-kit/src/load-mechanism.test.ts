import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { builtInMechanisms, loadMechanism } from './load-mechanism.js';

const folder = mkdtempSync(join(tmpdir(), 'yumanet-mechanism-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const FITS = `
const codec = { encode: () => new Uint8Array(), decode: () => null };
export const mechanism = {
  name: 'third-party', version: 0, task: { codec, make: async () => null },
  handler: { codec, backends: ['one'], open: async () => null }, score: { score: () => new Map(), compose: () => undefined },
};`;

describe('loadMechanism', () => {
  it('loads a third party’s file', async () => {
    expect(await loadMechanism(file('fits.mjs', FITS))).toMatchObject({ name: 'third-party' });
  });

  it.each([
    ['exports', { type: 'module', exports: { '.': { types: './x.d.ts', import: './lib/mechanism.js' } } }],
    ['an exported file', { type: 'module', exports: './lib/mechanism.js' }],
    ['a main file', { type: 'module', main: './lib/mechanism.js' }],
  ])('loads a third party’s package of the working folder by its name: %s', async (what, manifest) => {
    const name = `third-party-${what.replaceAll(' ', '-')}`;
    for (const each of [name, `@scope/${name}`]) {
      const root = join(folder, 'node_modules', each);
      mkdirSync(join(root, 'lib'), { recursive: true });
      writeFileSync(
        join(root, 'package.json'),
        JSON.stringify({ name: each, version: '1.0.0', ...manifest }),
      );
      writeFileSync(join(root, 'lib', 'mechanism.js'), FITS);
      mkdirSync(join(folder, 'project'), { recursive: true });
      const cwd = vi.spyOn(process, 'cwd').mockReturnValue(join(folder, 'project'));
      expect(await loadMechanism(each)).toMatchObject({ name: 'third-party' });
      cwd.mockRestore();
    }
  });

  it.each([
    ['exports nothing', 'export const other = 1;'],
    ['cannot judge', FITS.replace('compose: () => undefined', '')],
    ['has no backend', FITS.replace("['one']", '[]')],
    ['has a name that is no name', FITS.replace('third-party', 'Third party')],
  ])('refuses one that %s', async (what, text) => {
    const path = file(`${what.replaceAll(' ', '-')}.mjs`, text);
    await expect(loadMechanism(path)).rejects.toMatchObject({ code: 'MECHANISM_INVALID' });
  });

  it.each(['no-such-package-here', './no/such/file.js'])('does not find %s', async (name) => {
    await expect(loadMechanism(name)).rejects.toMatchObject({ code: 'MECHANISM_NOT_FOUND' });
  });

  it('names what comes with Yumanet', () => {
    expect(builtInMechanisms).toEqual(['image-recognition', 'text-generation', 'compute', 'storage']);
  });
});
