import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadDigits } from '../digits/load-digits.js';
import type { Recipe } from './recipe.js';
import { softmax } from './softmax.js';
import { openTrained } from './trained.js';

const dataDir = mkdtempSync(join(tmpdir(), 'yumanet-model-'));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

const digits = loadDigits();
const small: Recipe = { ...softmax, samples: 64, epochs: 1 };
const images = { pixels: new Uint8Array(784).fill(9) };

function open(change: { recipe?: Recipe; signal?: AbortSignal; hotkey?: string } = {}) {
  const { recipe = small, signal = new AbortController().signal, hotkey = 'me' } = change;
  return openTrained(recipe, () => digits, { backend: 'small', hotkey, dataDir, signal });
}

async function answerAndReloaded(change = {}) {
  const handler = await open(change);
  const answer = await handler.answer(images, new AbortController().signal);
  await handler.close();
  return { answer, reloaded: handler.facts['reloaded'] };
}

describe('a model', () => {
  it('is learnt once and then loaded, the same', async () => {
    const first = await answerAndReloaded();
    const second = await answerAndReloaded();
    expect([first.reloaded, second.reloaded]).toEqual([0, 1]);
    expect(second.answer).toEqual(first.answer);
    // 14 × 14 weights and a bias for each of ten digits.
    expect(readFileSync(join(dataDir, 'small.card.md'), 'utf8')).toContain('Parameters: 1970');
  });

  it('is learnt anew by another recipe, another hotkey, and where its file is broken', async () => {
    await answerAndReloaded();
    expect((await answerAndReloaded({ recipe: { ...small, samples: 32 } })).reloaded).toBe(0);
    expect((await answerAndReloaded({ hotkey: 'somebody else' })).reloaded).toBe(0);
    const file = join(dataDir, 'small.model.json');
    writeFileSync(file, readFileSync(file).subarray(0, 1_000));
    expect((await answerAndReloaded({ hotkey: 'somebody else' })).reloaded).toBe(0);
  });

  it('is the same from the same hotkey', async () => {
    rmSync(join(dataDir, 'small.model.json'));
    const first = await answerAndReloaded();
    rmSync(join(dataDir, 'small.model.json'));
    expect((await answerAndReloaded()).answer).toEqual(first.answer);
  });

  it('is not learnt to the end once it is aborted', async () => {
    rmSync(join(dataDir, 'small.model.json'));
    await expect(open({ signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough');
  });
});
