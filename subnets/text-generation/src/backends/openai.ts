import { subnetError, type Handler, type HandlerOptions } from '@yumanet/subnet-kit';
import OpenAI from 'openai';
import { z } from 'zod';
import type { Answer } from '../answer.js';
import { NgramModel } from '../model/ngram.js';
import type { Chat, Exam, Task } from '../task.js';
import { shareOf, type Verses } from '../text/load-text.js';
import { distributions } from './ngram.js';

/** The order of the model that predicts symbols: no server tells a whole distribution. */
const ORDER = 6;
/** Tokens that an answer to a question may take. */
const ANSWER_TOKENS = 256;

const environment = z.object({
  OPENAI_BASE_URL: z.url(),
  OPENAI_MODEL: z.string().min(1),
  /** Servers at home take any. */
  OPENAI_API_KEY: z.string().min(1).default('none'),
  OPENAI_TIMEOUT_MS: z.coerce.number().int().min(10).max(600_000).default(8_000),
});

/**
 * Any server that speaks OpenAI's protocol (Ollama, vLLM, llama.cpp, OpenAI): it reads and talks; the built-in model predicts.
 *
 * @throws ServiceError BACKEND_NOT_CONFIGURED without OPENAI_BASE_URL and OPENAI_MODEL.
 */
export async function openOpenai(
  { hotkey }: HandlerOptions,
  verses: () => Promise<Verses>,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<Handler<Task, Answer, string>> {
  const server = serverOf(env);
  const model = new NgramModel(ORDER, shareOf(await verses(), hotkey));
  return {
    facts: { order: ORDER },
    answer: (task, signal) =>
      task.kind === 'chat' ? talk(server, task, signal) : sit(server, model, task, signal),
    close: () => Promise.resolve(),
  };
}

interface Server {
  readonly client: OpenAI;
  readonly model: string;
  /** Milliseconds that a whole answer may take. */
  readonly timeoutMs: number;
}

function serverOf(env: Readonly<Record<string, string | undefined>>): Server {
  const parsed = environment.safeParse(env);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const name = String(issue?.path[0]);
    const what = `backend openai: expected ${name} in the environment, got ${issue?.message}`;
    throw subnetError('BACKEND_NOT_CONFIGURED', what, { name });
  }
  const { OPENAI_BASE_URL, OPENAI_API_KEY, OPENAI_MODEL, OPENAI_TIMEOUT_MS } = parsed.data;
  const client = new OpenAI({
    baseURL: OPENAI_BASE_URL,
    apiKey: OPENAI_API_KEY,
    timeout: OPENAI_TIMEOUT_MS,
    maxRetries: 1,
  });
  return { client, model: OPENAI_MODEL, timeoutMs: OPENAI_TIMEOUT_MS };
}

/** A question that the server does not answer is a question not answered: the rest counts. */
async function sit(server: Server, model: NgramModel, task: Exam, signal: AbortSignal): Promise<Answer> {
  const deadline = deadlineOf(server, signal);
  const texts = task.questions.map(async (content) => {
    const asked = server.client.chat.completions.create(
      {
        model: server.model,
        messages: [{ role: 'user', content }],
        max_tokens: ANSWER_TOKENS,
        temperature: 0,
      },
      { signal: deadline.signal },
    );
    const answer = await asked.catch(() => undefined);
    return answer?.choices[0]?.message.content ?? '';
  });
  try {
    return {
      kind: 'exam',
      distributions: distributions(model, task.prefixes),
      texts: await Promise.all(texts),
    };
  } finally {
    deadline.end();
  }
}

async function* talk(
  server: Server,
  { messages, maxTokens }: Chat,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const { client, model } = server;
  const deadline = deadlineOf(server, signal);
  try {
    const stream = await client.chat.completions.create(
      { model, messages: [...messages], max_tokens: maxTokens, stream: true },
      { signal: deadline.signal },
    );
    for await (const event of stream) {
      const piece = event.choices[0]?.delta.content;
      if (piece) yield piece;
    }
    // The client ends a stream that is aborted as if it were whole.
    deadline.signal.throwIfAborted();
  } catch (error) {
    signal.throwIfAborted();
    throw subnetError(
      'BACKEND_FAILED',
      `backend openai: expected an answer, got ${String(error)}`,
      {},
      {
        cause: error,
      },
    );
  } finally {
    deadline.end();
  }
}

/**
 * Aborts with the caller's, or when the answer takes too long: the client's own limit ends with the head of a stream. A timer of
 * its own, because Node 20 may collect the timeout of `AbortSignal.any` before it fires.
 */
function deadlineOf({ timeoutMs }: Server, signal: AbortSignal): { signal: AbortSignal; end: () => void } {
  const controller = new AbortController();
  const abort = (): void => controller.abort(signal.reason);
  const late = new Error(`no whole answer within ${timeoutMs} ms`);
  const timer = setTimeout(() => controller.abort(late), timeoutMs);
  if (signal.aborted) abort();
  else signal.addEventListener('abort', abort, { once: true });
  return {
    signal: controller.signal,
    end: () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
    },
  };
}
