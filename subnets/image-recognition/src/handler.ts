import { subnetError, type Handler, type HandlerMaker, type HandlerOptions } from '@yumanet/subnet-kit';
import { answerCodec, type Answer } from './answer.js';
import { openGuess } from './backends/guess.js';
import type { Recipe } from './backends/recipe.js';
import type { Digits } from './digits/load-digits.js';
import type { Images } from './task.js';

type Open = (options: HandlerOptions, digits: () => Promise<Digits>) => Promise<Handler<Images, Answer>>;

/** tfjs is loaded by whoever reads, not by whoever only asks and judges. */
function trained(recipe: () => Promise<Recipe>): Open {
  return async (options, digits) => {
    const { openTrained } = await import('./backends/trained.js');
    return openTrained(await recipe(), digits, options);
  };
}

/** The backends, best first: one line each. */
const BACKENDS: ReadonlyMap<string, Open> = new Map([
  ['cnn', trained(async () => (await import('./backends/cnn.js')).cnn)],
  ['mlp', trained(async () => (await import('./backends/mlp.js')).mlp)],
  ['softmax', trained(async () => (await import('./backends/softmax.js')).softmax)],
  ['guess', (options) => Promise.resolve(openGuess(options))],
]);

export function handlerMaker(digits: () => Promise<Digits>): HandlerMaker<Images, Answer> {
  return {
    codec: answerCodec,
    backends: [...BACKENDS.keys()] as [string, ...string[]],
    async open(options) {
      const open = BACKENDS.get(options.backend);
      if (open) return open(options, digits);
      const expected = [...BACKENDS.keys()].join(', ');
      throw subnetError('BACKEND_UNKNOWN', `backend: expected one of ${expected}, got ${options.backend}`);
    },
  };
}
