import { Agent, createServer, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { HttpServer } from './http-server.js';
import { OpenAnswers } from './open-answers.js';

/** One request over a connection that is kept. */
function ask(port: number, agent: Agent, path = '/'): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const sent = request({ port, host: '127.0.0.1', agent, path }, (response) => {
      let text = '';
      response.on('data', (bytes: Buffer) => (text += bytes.toString()));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
      response.on('error', reject);
    });
    sent.on('error', reject).end();
  });
}

function kept(): Agent {
  const agent = new Agent({ keepAlive: true });
  onTestFinished(() => agent.destroy());
  return agent;
}

it('gives the answers that had begun, refuses what comes after, and ends the connections', async () => {
  const waiting: ServerResponse[] = [];
  const answers = new OpenAnswers();
  const server = createServer(answers.guard((_, response) => void waiting.push(response)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const early = ask(port, kept());
  await expect.poll(() => waiting.length).toBe(1);
  let drained = false;
  const drain = answers.drain().then(() => (drained = true));
  const late = await ask(port, kept());
  expect(late.status).toBe(503);
  expect(JSON.parse(late.text)).toMatchObject({ error: { code: 'DRAINING' } });
  expect(drained).toBe(false);
  waiting[0]!.end('answered');
  expect(await early).toEqual({ status: 200, text: 'answered' });
  await drain;
  expect(waiting[0]!.getHeader('connection')).toBe('close');
});

it('ends events, which have no end, but not those that are an answer', async () => {
  const open = new Map<string, ServerResponse>();
  const server = new HttpServer(
    ({ url }, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: 1\n\n');
      open.set(url ?? '', response);
    },
    { host: '127.0.0.1', port: 0, live: ['/live'] },
  );
  await server.start();
  onTestFinished(() => server.stop());
  const port = Number(new URL(server.url).port);
  const [live, answer] = [ask(port, kept(), '/live?x=1'), ask(port, kept(), '/chat')];
  await expect.poll(() => open.size).toBe(2);
  const drain = server.drain();
  expect((await live).text).toBe('data: 1\n\n');
  open.get('/chat')!.end('data: end\n\n');
  expect((await answer).text).toContain('end');
  await drain;
  await expect(ask(port, kept())).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});

it('waits for no longer than it may, and leaves the rest to the stop', async () => {
  const server = new HttpServer(() => undefined, { host: '127.0.0.1', port: 0, drainMs: 50 });
  await server.start();
  const endless = expect(ask(Number(new URL(server.url).port), kept())).rejects.toThrow();
  await new Promise((resolve) => setTimeout(resolve, 50));
  await server.drain();
  await server.stop();
  await endless;
});
