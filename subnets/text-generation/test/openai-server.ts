/** The other side of OpenAI's protocol, small and real: HTTP, JSON, server-sent events. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type OpenAI from 'openai';
import { holdersIn } from './reader.js';

type Body = OpenAI.Chat.Completions.ChatCompletionCreateParams;

export interface OpenaiServer {
  readonly baseURL: string;
  /** What it was asked, newest last. */
  readonly asked: Body[];
  /** Connections that ended before their answer did. */
  readonly broken: () => number;
  /** How it behaves: reads, fails, or never ends its answer. */
  behave(how: 'reads' | 'fails' | 'hangs'): void;
  close(): Promise<void>;
}

export async function openOpenaiServer(): Promise<OpenaiServer> {
  const asked: Body[] = [];
  let how: Parameters<OpenaiServer['behave']>[0] = 'reads';
  let broken = 0;
  const server = createServer((request, response) => {
    response.on('close', () => {
      if (!response.writableFinished) broken += 1;
    });
    void serve(request, response).catch(() => response.destroy());
  });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== 'POST' || request.url !== '/v1/chat/completions') {
      response.writeHead(404).end();
      return;
    }
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = JSON.parse(Buffer.concat(parts).toString()) as Body;
    asked.push(body);
    if (how === 'fails') {
      response.writeHead(500, { 'content-type': 'application/json' }).end('{"error":{"message":"no"}}');
      return;
    }
    const content = body.messages.at(-1)!.content as string;
    const holders = holdersIn(content);
    const answer = holders.length > 0 ? holders.join(', ') : `You said: ${content}`;
    if (body.stream) await stream(response, body, answer, how === 'hangs');
    else response.setHeader('content-type', 'application/json').end(JSON.stringify(whole(body, answer)));
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseURL: `http://127.0.0.1:${port}/v1`,
    asked,
    broken: () => broken,
    behave: (next) => void (how = next),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function whole({ model }: Body, content: string): OpenAI.Chat.Completions.ChatCompletion {
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 0,
    model,
    choices: [
      {
        index: 0,
        finish_reason: 'stop',
        logprobs: null,
        message: { role: 'assistant', content, refusal: null },
      },
    ],
  };
}

async function stream(
  response: ServerResponse,
  { model }: Body,
  answer: string,
  hangs: boolean,
): Promise<void> {
  response.setHeader('content-type', 'text/event-stream');
  for (const content of answer.split(/(?<= )/)) {
    const event: OpenAI.Chat.Completions.ChatCompletionChunk = {
      id: 'chatcmpl-1',
      object: 'chat.completion.chunk',
      created: 0,
      model,
      choices: [{ index: 0, delta: { content }, finish_reason: null, logprobs: null }],
    };
    response.write(`data: ${JSON.stringify(event)}\n\n`);
    await sleep(1);
    if (hangs) return;
  }
  response.end('data: [DONE]\n\n');
}
