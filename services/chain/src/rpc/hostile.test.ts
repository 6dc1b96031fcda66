import { connect, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startToyServer, ToyClient, type Answer } from '../../test/toy-server.js';

const post = (port: number, body: string | Buffer, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`http://127.0.0.1:${port}`, { method: 'POST', body, headers });

function dial(port: number, text: string): { readonly socket: Socket; readonly ended: Promise<string> } {
  const socket = connect(port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  socket.on('error', () => undefined);
  socket.write(text);
  let got = '';
  socket.on('data', (bytes: Buffer) => (got += bytes.toString()));
  return { socket, ended: new Promise((resolve) => socket.once('close', () => resolve(got))) };
}

describe('RPC server under clients that mean harm', () => {
  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'])(
    'has no method %s, and no prototype is touched',
    async (method) => {
      const { port, faults } = await startToyServer();
      const text = `{"jsonrpc":"2.0","id":1,"method":${JSON.stringify(method)},"params":[],"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}`;
      const answer = (await (await post(port, text)).json()) as Answer;
      expect(answer.error?.code).toBe(-32_601);
      const params = `{"jsonrpc":"2.0","id":1,"method":"chain_getHeader","params":{"__proto__":{"polluted":1}}}`;
      await post(port, params);
      expect({}).not.toHaveProperty('polluted');
      expect(faults).toEqual([]);
    },
  );

  it('unpacks nothing: a compressed body is not read as its content', async () => {
    const { port } = await startToyServer();
    const body = gzipSync('{"jsonrpc":"2.0","id":1,"method":"system_health","params":[]}');
    const answer = (await (await post(port, body, { 'content-encoding': 'gzip' })).json()) as Answer;
    expect(answer.error?.code).toBe(-32_700);
  });

  it('holds to the connections of one address, over HTTP and WebSocket', async () => {
    const { port } = await startToyServer({}, { maxAddressConnections: 2 });
    const clients = [await ToyClient.connect(port), await ToyClient.connect(port)];
    await expect(ToyClient.connect(port)).rejects.toThrow();
    await expect(post(port, '{}')).rejects.toThrow();
    for (const { socket } of clients) socket.terminate();
    await Promise.all(clients.map(({ closed }) => closed));
    await expect
      .poll(
        () =>
          post(port, '{}').then(
            ({ status }) => status,
            () => 0,
          ),
        { timeout: 5_000 },
      )
      .toBe(200);
  });

  it(
    'cuts off who never ends its headers (slowloris), and answers others meanwhile',
    { timeout: 40_000 },
    async () => {
      const { port } = await startToyServer();
      const slow = dial(port, 'POST / HTTP/1.1\r\nHost: x\r\n');
      const dripping = setInterval(() => slow.socket.write('x-a: b\r\n'), 500);
      onTestFinished(() => clearInterval(dripping));
      expect((await post(port, '{}')).status).toBe(200);
      expect(await slow.ended).toMatch(/^HTTP\/1\.1 408/);
    },
  );
});
