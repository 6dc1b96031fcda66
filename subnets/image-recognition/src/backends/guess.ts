import { SeededRandom, type Handler, type HandlerOptions } from '@yumanet/subnet-kit';
import { answerOf, type Answer } from '../answer.js';
import { CLASSES, PIXELS } from '../digits/load-digits.js';
import type { Images } from '../task.js';

/** A freeloader: looks at nothing and says any digit, with confidence. */
export function openGuess({ hotkey }: HandlerOptions): Handler<Images, Answer> {
  const random = new SeededRandom(`image-recognition guess ${hotkey}`);
  return {
    facts: {},
    answer: ({ pixels }) => {
      const rows = Array.from({ length: pixels.length / PIXELS }, () => guess(random.below(CLASSES)));
      return Promise.resolve(answerOf(rows.flat()));
    },
    close: () => Promise.resolve(),
  };
}

function guess(said: number): number[] {
  const rest = 0.1 / (CLASSES - 1);
  return Array.from({ length: CLASSES }, (_, digit) => (digit === said ? 0.9 : rest));
}
