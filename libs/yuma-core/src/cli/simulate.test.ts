import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createYuma } from '../backends.js';
import { Recorder } from '../simulate/recorder.js';
import { Simulation } from '../simulate/simulation.js';
import { CheckpointFile } from './simulate/checkpoint.js';
import { loadScenario, readScenarioFile } from './simulate/load.js';
import { jsonLines, yuma } from './testing/run-command.js';

const EXAMPLE = new URL('../../examples/weight-copier.json', import.meta.url).pathname;
const folders: string[] = [];
const folder = () => {
  folders.push(mkdtempSync(join(tmpdir(), 'yuma-simulate-')));
  return folders.at(-1)!;
};
afterEach(() => folders.splice(0).forEach((path) => rmSync(path, { recursive: true })));
const FILES = ['groups.csv', 'summary.json', 'report.html'];
const texts = (path: string) => FILES.map((name) => readFileSync(join(path, name), 'utf8'));

describe('yuma simulate', () => {
  it('prints a table; JSON on request', async () => {
    const { code, stdout } = await yuma(['simulate', EXAMPLE, '--epochs', '5']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/copier +weight-copier +1/);
    const [line] = jsonLines(await yuma(['simulate', EXAMPLE, '--epochs', '5', '--json']));
    expect(line).toMatchObject({ epochs: 5, epochsDone: 5 });
  });

  it('the same seed writes the same bytes, another seed others', async () => {
    const [a, b, c] = [folder(), folder(), folder()];
    await yuma(['simulate', EXAMPLE, '--epochs', '20', '--out', a]);
    await yuma(['simulate', EXAMPLE, '--epochs', '20', '--out', b]);
    await yuma(['simulate', EXAMPLE, '--epochs', '20', '--out', c, '--seed', '9']);
    expect(texts(b)).toEqual(texts(a));
    expect(texts(c)[0]).not.toBe(texts(a)[0]);
  });

  it('resumes a run to the same bytes, refuses it under other parameters', async () => {
    const [whole, part] = [folder(), folder()];
    const args = (out: string) => ['simulate', EXAMPLE, '--epochs', '30', '--out', out];
    await yuma(args(whole));
    leaveUnfinished(whole, part);
    expect((await yuma(args(part))).stderr).toContain('STATE_EXISTS');
    expect((await yuma([...args(part), '--resume', '--seed', '3'])).stderr).toContain('STATE_MISMATCH');
    expect((await yuma([...args(part), '--resume'])).code).toBe(0);
    expect(texts(part)).toEqual(texts(whole));
  });

  it('a sweep: means and errors, the speed', async () => {
    const args = ['simulate', EXAMPLE, '--epochs', '10', '--seeds', '3', '--threads', '1', '--json'];
    const lines = jsonLines(await yuma(args));
    expect(lines).toHaveLength(4);
    expect(lines[3]).toMatchObject({ epochs: 30, threads: 1 });
    expect((lines[3]!['means'] as { name: string; samples: number; se: number }[])[0]).toMatchObject({
      name: 'honest',
      samples: 3,
    });
  });

  it('runs on a real metagraph', async () => {
    const path = join(folder(), 'sn15.json');
    const overrides = [{ uids: [0], name: 'copier', strategy: 'weight-copier' }];
    writeFileSync(
      path,
      JSON.stringify({ epochs: 2, metagraph: { file: 'finney_sn15.jsonl', line: 1 }, overrides }),
    );
    const { stdout, code } = await yuma(['simulate', path]);
    expect(code).toBe(0);
    expect(stdout).toContain('recorded miners');
  });

  it('refuses a bad scenario with the path of the wrong field', async () => {
    const { code, stderr } = await yuma(['simulate', EXAMPLE, '--set', 'validators[0].strategy.noise=7']);
    expect(code).toBe(1);
    expect(stderr).toBe('yuma: OUT_OF_RANGE: validators[0].strategy.noise: expected 0 … 2, got 7\n');
    expect((await yuma(['simulate', '/no/such/file'])).stderr).toContain('FILE_UNREADABLE');
    expect((await yuma(['simulate', EXAMPLE, '--set', 'kappa'])).code).toBe(2);
  });
});

/** What a killed process leaves: a checkpoint after 12 epochs, and CSV lines that go beyond it. */
function leaveUnfinished(whole: string, part: string): void {
  const engine = createYuma({ backend: 'wasm' });
  const file = readScenarioFile(EXAMPLE);
  const scenario = loadScenario({ ...file, source: { ...file.source, epochs: 30 } }, engine);
  const simulation = new Simulation(scenario, engine);
  const recorder = new Recorder(scenario);
  for (let epoch = 0; epoch < 12; epoch++) recorder.record(epoch, simulation.step());
  const csv = readFileSync(join(whole, 'groups.csv'), 'utf8');
  const csvBytes = csv.indexOf('\n12,') + 1;
  writeFileSync(join(part, 'groups.csv'), csv.slice(0, csvBytes + 50));
  const { source, seed, epochs } = scenario;
  const key = JSON.stringify({ source, seed, epochs, every: 1 });
  new CheckpointFile(part, key).save({ simulation: simulation.state, recorder: recorder.state, csvBytes });
}
