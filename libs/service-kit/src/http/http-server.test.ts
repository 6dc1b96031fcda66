import { connect, type Socket } from 'node:net';
import { get } from 'node:https';
import { afterEach, describe, expect, it } from 'vitest';
import { TestAuthority } from '../testing/certificates.js';
import { FakeClock } from '../testing/fake-clock.js';
import { HttpServer, type HttpServerOptions } from './http-server.js';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function serve(options: Partial<HttpServerOptions> = {}): Promise<HttpServer> {
  const server = new HttpServer(
    (request, response) => {
      response.write(request.url);
      if (request.url !== '/endless') response.end();
    },
    { host: '127.0.0.1', port: 0, ...options },
  );
  await server.start();
  cleanups.push(() => server.stop());
  return server;
}

/** A connection that says what it is told to. @returns it, and what comes when the other side ends it. */
function dial(
  server: HttpServer,
  text: string,
): { readonly socket: Socket; readonly ended: Promise<string> } {
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
  cleanups.push(() => socket.destroy());
  socket.on('error', () => undefined);
  socket.write(text);
  let got = '';
  socket.on('data', (bytes: Buffer) => (got += bytes.toString()));
  return { socket, ended: new Promise((resolve) => socket.once('close', () => resolve(got))) };
}

describe('HttpServer', () => {
  it('answers on a free port, and ends an answer that has no end', async () => {
    const server = await serve();
    expect(await (await fetch(`${server.url}/once`)).text()).toBe('/once');
    const endless = await fetch(`${server.url}/endless`);
    await server.stop();
    await expect(endless.text()).rejects.toThrow();
    await server.stop();
  });

  it('refuses a port that is taken', async () => {
    const first = await serve();
    const second = new HttpServer((_, response) => response.end(), {
      host: '127.0.0.1',
      port: Number(new URL(first.url).port),
    });
    await expect(second.start()).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  it('speaks HTTPS with a certificate', async () => {
    const tls = new TestAuthority().issue({ commonName: 'gateway' });
    const server = await serve({ tls });
    expect(server.url).toMatch(/^https:/);
    const ask = (ca: Buffer) =>
      new Promise<number | string | undefined>((resolve) => {
        get(`${server.url}/once`, { ca }, (response) => resolve(response.resume().statusCode)).on(
          'error',
          ({ message }) => resolve(message),
        );
      });
    expect(await ask(tls.ca)).toBe(200);
    expect(await ask(new TestAuthority('other').ca)).toMatch(/certificate/);
  });
});

describe('one address', () => {
  it('that asks too often gets 429 with when to come again', async () => {
    const clock = new FakeClock();
    const server = await serve({ rate: 2, clock });
    const status = async () => (await fetch(`${server.url}/once`)).status;
    expect([await status(), await status(), await status(), await status()]).toEqual([200, 200, 200, 200]);
    const refused = await fetch(`${server.url}/once`, { method: 'POST', body: 'x' });
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1']);
    expect(await refused.json()).toMatchObject({ error: { code: 'RATE_LIMITED' } });
    await clock.advance(500);
    expect([await status(), await status()]).toEqual([200, 429]);
  });

  it('cannot hold all connections', async () => {
    const server = await serve({ maxConnections: 4, maxAddressConnections: 2 });
    const held = [dial(server, 'GET / HTTP/1.1\r\n'), dial(server, 'GET / HTTP/1.1\r\n')];
    await Promise.all(held.map(({ socket }) => new Promise((resolve) => socket.once('connect', resolve))));
    expect(await dial(server, 'GET / HTTP/1.1\r\n').ended).toBe('');
    held[0]?.socket.destroy();
    await held[0]?.ended;
    await expect
      .poll(
        () =>
          fetch(`${server.url}/once`).then(
            ({ status }) => status,
            () => 0,
          ),
        { timeout: 5_000 },
      )
      .toBe(200);
  });

  it('that never ends its headers is cut off (slowloris)', { timeout: 30_000 }, async () => {
    const server = await serve();
    const slow = dial(server, 'GET / HTTP/1.1\r\nHost: x\r\n');
    const dripping = setInterval(() => slow.socket.write('x-a: b\r\n'), 500);
    cleanups.push(() => clearInterval(dripping));
    expect(await slow.ended).toMatch(/^HTTP\/1\.1 408/);
    expect((await fetch(`${server.url}/once`)).status).toBe(200);
  });
});
