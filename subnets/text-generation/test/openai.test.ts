/** The backend of OpenAI-compatible servers, against a server that speaks the protocol. */
import { isStream, wholeAnswer, type Handler } from '@yumanet/subnet-kit';
import { contractViolations } from '@yumanet/subnet-kit/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { openOpenai } from '../src/backends/openai.js';
import type { Answer } from '../src/index.js';
import { mechanism, type Task } from '../src/index.js';
import { loadText } from '../src/text/load-text.js';
import { openOpenaiServer, type OpenaiServer } from './openai-server.js';

const { signal } = new AbortController();
const options = { backend: 'openai', hotkey: 'miner', dataDir: '/nowhere', signal };
const chat: Task = {
  kind: 'chat',
  messages: [{ role: 'user', content: 'Hello over there.' }],
  maxTokens: 10,
};
let server: OpenaiServer;
let handler: Handler<Task, Answer, string>;

beforeAll(async () => {
  server = await openOpenaiServer();
  vi.stubEnv('OPENAI_BASE_URL', server.baseURL);
  vi.stubEnv('OPENAI_MODEL', 'reader');
  handler = await mechanism.handler.open(options);
});
beforeEach(() => server.behave('reads'));
afterAll(async () => {
  vi.unstubAllEnvs();
  await handler.close();
  await server.close();
});

async function scoreOf(answering: Handler<Task, Answer, string>): Promise<number> {
  const round = await mechanism.task.make('openai', ['miner']);
  const answer = await wholeAnswer(
    answering.answer(round.asks.get('miner')!, signal),
    mechanism.handler.chunks,
  );
  return (await mechanism.score.score(round, new Map([['miner', answer]]))).get('miner')!;
}

describe('openai', () => {
  it('fits the contract', async () => {
    const checked = { dataDir: () => '/nowhere', backends: ['openai'] };
    expect(await contractViolations(mechanism, checked)).toEqual([]);
  });

  it('earns the half for reading beside the half for predicting', async () => {
    const ngram = await mechanism.handler.open({ ...options, backend: 'ngram-6' });
    expect((await scoreOf(handler)) - (await scoreOf(ngram))).toBeCloseTo(0.5, 10);
    expect(server.asked.at(-1)).toMatchObject({ model: 'reader', temperature: 0 });
  });

  it('talks piece by piece, as the server does', async () => {
    const answer = handler.answer(chat, signal);
    expect(isStream(answer)).toBe(true);
    const pieces: string[] = [];
    if (isStream(answer)) for await (const piece of answer) pieces.push(piece);
    expect(pieces.length).toBeGreaterThan(2);
    expect(mechanism.handler.chunks!.join(pieces)).toEqual({
      kind: 'chat',
      text: 'You said: Hello over there.',
    });
    expect(server.asked.at(-1)).toMatchObject({ stream: true, max_tokens: 10, messages: chat.messages });
  });

  it('lets the server go when nobody waits any more', async () => {
    server.behave('hangs');
    const stop = new AbortController();
    const answer = handler.answer(chat, stop.signal) as AsyncIterable<string>;
    const read = async () => {
      for await (const _piece of answer) stop.abort();
    };
    await expect(read()).rejects.toThrow(/abort/i);
    await vi.waitFor(() => expect(server.broken()).toBe(1));
  });

  it('gives up on a server that does not end its answer', async () => {
    server.behave('hangs');
    const env = { OPENAI_BASE_URL: server.baseURL, OPENAI_MODEL: 'reader', OPENAI_TIMEOUT_MS: '100' };
    const impatient = await openOpenai(options, loadText, env);
    const talk = wholeAnswer(impatient.answer(chat, signal), mechanism.handler.chunks);
    await expect(talk).rejects.toMatchObject({ code: 'BACKEND_FAILED' });
  });

  it('still predicts when the server fails, and says what failed to whoever talks', async () => {
    server.behave('fails');
    const ngram = await mechanism.handler.open({ ...options, backend: 'ngram-6' });
    expect(await scoreOf(handler)).toBe(await scoreOf(ngram));
    const talk = wholeAnswer(handler.answer(chat, signal), mechanism.handler.chunks);
    await expect(talk).rejects.toMatchObject({ code: 'BACKEND_FAILED' });
  });

  it.each([
    [{}, 'OPENAI_BASE_URL'],
    [{ OPENAI_BASE_URL: 'no address', OPENAI_MODEL: 'reader' }, 'OPENAI_BASE_URL'],
    [{ OPENAI_BASE_URL: 'http://127.0.0.1:1/v1' }, 'OPENAI_MODEL'],
  ])('refuses %j', async (env, name) => {
    await expect(openOpenai(options, loadText, env)).rejects.toMatchObject({
      code: 'BACKEND_NOT_CONFIGURED',
      data: { name },
    });
  });
});
