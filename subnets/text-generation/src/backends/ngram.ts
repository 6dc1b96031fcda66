import { SeededRandom, type Handler, type HandlerOptions } from '@yumanet/subnet-kit';
import { toRow, type Answer } from '../answer.js';
import { drawn, NgramModel } from '../model/ngram.js';
import type { Chat, Task } from '../task.js';
import { normalised } from '../text/alphabet.js';
import { shareOf, type Verses } from '../text/load-text.js';

/** Symbols of a token, as clients count: about so many. */
const TOKEN_SYMBOLS = 4;

/** A model of that order, learnt from the miner's own share of the text. It predicts and talks, but cannot read. */
export function openNgram(order: number, verses: () => Promise<Verses>) {
  return async ({ hotkey }: HandlerOptions): Promise<Handler<Task, Answer, string>> => {
    const model = new NgramModel(order, shareOf(await verses(), hotkey));
    return {
      facts: { order },
      answer: (task, signal) =>
        task.kind === 'chat'
          ? talk(model, task, hotkey, signal)
          : Promise.resolve({ kind: 'exam', distributions: distributions(model, task.prefixes), texts: [] }),
      close: () => Promise.resolve(),
    };
  };
}

/** What the model says of each prefix, as it travels. */
export function distributions(model: NgramModel, prefixes: readonly string[]): number[][] {
  return prefixes.map((prefix) => toRow(model.distribution(normalised(prefix))));
}

/** Goes on from the last message, a word at a time, until a sentence ends or enough is said. */
async function* talk(
  model: NgramModel,
  { messages, maxTokens }: Chat,
  hotkey: string,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const random = new SeededRandom(`text-generation talk ${hotkey} ${JSON.stringify(messages)}`);
  let context = `${normalised(messages.at(-1)!.content)} `;
  let word = '';
  for (let said = 0; said < maxTokens * TOKEN_SYMBOLS; said += 1) {
    signal.throwIfAborted();
    const symbol = drawn(model.distribution(context), random.next());
    context = `${context}${symbol}`.slice(-model.order);
    word += symbol;
    if (symbol !== ' ' && symbol !== '.') continue;
    yield await Promise.resolve(word);
    word = '';
    if (symbol === '.') return;
  }
  if (word !== '') yield word;
}
