/** What holds for every mechanism that comes with Yumanet. */
import { builtInMechanisms, loadMechanism } from '@yumanet/subnet-kit';
import { contractViolations } from '@yumanet/subnet-kit/testing';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { tempFolder } from '../support/chain-process.js';

const SUBNETS = fileURLToPath(new URL('../../subnets', import.meta.url));
const folder = tempFolder();
afterAll(() => folder.remove());

/** Backends that neither train for long nor need a server: each package's own tests open the others. */
const QUICK = new Map([
  ['image-recognition', ['guess']],
  ['text-generation', ['ngram-2', 'ngram-1']],
]);

describe.each(builtInMechanisms)('%s', (name) => {
  it('loads by its name and fits the contract', async () => {
    const mechanism = await loadMechanism(name);
    expect(mechanism.name).toBe(name);
    const dataDir = (backend: string): string => {
      const path = join(folder.path, name, backend);
      mkdirSync(path, { recursive: true });
      return path;
    };
    const backends = QUICK.get(name);
    expect(await contractViolations(mechanism, { dataDir, ...(backends ? { backends } : {}) })).toEqual([]);
  });

  it('is a package that says what is asked, answered and paid', () => {
    const readme = readFileSync(join(SUBNETS, name, 'README.md'), 'utf8');
    for (const question of ['what is asked', 'what is answered', 'how is it judged', 'which backends exist'])
      expect(readme).toContain(question);
    for (const file of ['src/task.ts', 'src/handler.ts', 'src/score.ts'])
      expect(existsSync(join(SUBNETS, name, file)), file).toBe(true);
  });
});
