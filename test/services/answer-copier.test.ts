/** Ten miners, one of which passes on what another said: the validator names it, and nobody else. */
import { expect, it, onTestFinished } from 'vitest';
import { ValidatorScene, claim, type AnswerOf } from '../support/validator-scene.js';

const [SOURCE, COPIER, MINERS] = [4, 7, 10];

/** Each question to the source, and what it says. */
const said = new Map<string, Promise<Uint8Array>>();
const original = (body: Uint8Array): Promise<Uint8Array> => {
  const question = Buffer.from(body).toString();
  const known = said.get(question) ?? Promise.resolve(claim(0.3 + Math.random() / 10));
  said.set(question, known);
  return known;
};
const answers = Array.from({ length: MINERS }, (_, i): AnswerOf => {
  if (i === SOURCE) return ({ body }) => original(body);
  if (i !== COPIER) return () => Promise.resolve(claim(0.3 + Math.random() / 10));
  return async ({ body }) => {
    const answer = await original(body);
    await new Promise((resolve) => setTimeout(resolve, 20));
    return answer;
  };
});

it('an answer-copying miner is found, and not the one it copies', async () => {
  const on = new ValidatorScene({ seed: 1, blockMs: 150, validators: ['all'], answers });
  onTestFinished(() => on.close());
  await on.open();
  const [validator] = on.coordinators;
  const found = () =>
    (validator?.log() ?? '')
      .split('\n')
      .filter((line) => line.includes("repeats others' answers"))
      .map((line) => JSON.parse(line) as { hotkey: string; source: string });
  await expect.poll(found, { interval: 500 }).not.toEqual([]);
  const [copier, source] = [on.miners[COPIER]?.key.address, on.miners[SOURCE]?.key.address];
  expect(found().map(({ hotkey, source: from }) => [hotkey, from])).toEqual([[copier, source]]);
});
