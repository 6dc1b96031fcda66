import { handlerMaker, type HandlerOptions } from '@yumanet/subnet-kit';
import { productCodec } from './answer.js';
import { blocked } from './backends/blocked.js';
import { openGuess } from './backends/guess.js';
import { plain, type Multiplier } from './backends/multiply.js';
import { naive } from './backends/naive.js';
import { openThreads } from './backends/threads.js';
import { openWasm } from './backends/wasm.js';
import type { Matrix } from './field.js';
import { matricesOf, type Factors } from './task.js';

function answering(open: (options: HandlerOptions) => Promise<Multiplier>) {
  return async (options: HandlerOptions) => {
    const multiplier = await open(options);
    return {
      facts: { threads: multiplier.threads },
      answer: async (factors: Factors): Promise<Matrix> => multiplier.multiply(...matricesOf(factors)),
      close: () => multiplier.close(),
    };
  };
}

/** The backends, fastest first: one line each. */
export const handler = handlerMaker(productCodec, {
  threads: answering(openThreads),
  wasm: answering(openWasm),
  blocked: answering(plain(blocked)),
  naive: answering(plain(naive)),
  guess: answering(({ hotkey }) => openGuess(hotkey)),
});
