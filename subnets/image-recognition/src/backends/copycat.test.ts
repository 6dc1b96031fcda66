import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { wholeAnswer } from '@yumanet/subnet-kit';
import { afterAll, expect, it } from 'vitest';
import { mechanism } from '../index.js';

const root = mkdtempSync(join(tmpdir(), 'yumanet-copycat-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const { signal } = new AbortController();
const open = (backend: string, hotkey: string, dataDir = mkdtempSync(join(root, 'miner-'))) =>
  mechanism.handler.open({ backend, hotkey, dataDir, signal });
const images = { pixels: new Uint8Array(3 * 784).map((_, i) => (i * 37) % 251) };

it('repeats its victim to the last digit', async () => {
  const victim = await open('softmax', 'victim');
  const dataDir = mkdtempSync(join(root, 'copycat-'));
  writeFileSync(join(dataDir, 'copycat.json'), '{"hotkey":"victim","backend":"softmax"}');
  const copycat = await open('copycat', 'copier', dataDir);
  const says = async (handler: typeof victim) =>
    mechanism.handler.codec.encode(await wholeAnswer(handler.answer(images, signal), undefined));
  expect(await says(copycat)).toEqual(await says(victim));
  const honest = await open('softmax', 'copier');
  expect(await says(honest)).not.toEqual(await says(victim));
  await Promise.all([victim, copycat, honest].map((each) => each.close()));
});

it.each(['', 'no JSON', '{}', '{"hotkey":"victim","backend":"copycat"}'])(
  'says what it needs to be told: %s',
  async (text) => {
    const dataDir = mkdtempSync(join(root, 'untold-'));
    if (text !== '') writeFileSync(join(dataDir, 'copycat.json'), text);
    const failed = await open('copycat', 'copier', dataDir).catch((error: unknown) => error);
    expect(failed).toMatchObject({ code: 'BACKEND_NOT_CONFIGURED' });
  },
);
