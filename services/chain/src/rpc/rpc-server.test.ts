import { describe, expect, it, onTestFinished } from 'vitest';
import { startToyServer, ToyClient, type Answer } from '../../test/toy-server.js';

const until = async (condition: () => boolean): Promise<void> => {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
};
async function post(port: number, body: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`http://127.0.0.1:${port}`, { method: 'POST', body, headers });
}
const request = (method: string, params: unknown = [], id: unknown = 1): object => ({
  jsonrpc: '2.0',
  id,
  method,
  params,
});

describe('RPC server', () => {
  it('answers over HTTP and WebSocket on one port', async () => {
    const { port, connect } = await startToyServer();
    const response = await post(port, JSON.stringify(request('system_chain')));
    expect(await response.json()).toEqual({ jsonrpc: '2.0', id: 1, result: 'Yumanet Local' });
    expect(await (await connect()).call('system_chain')).toBe('Yumanet Local');
    const health = await fetch(`http://127.0.0.1:${port}/health`);
    expect(await health.json()).toEqual({ status: 'ok', head: 0, finalised: 0 });
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(405);
  });

  it('answers batches in order, and nothing to notifications', async () => {
    const { port } = await startToyServer();
    const batch = [
      request('system_name', [], 'a'),
      request('nope', [], 2),
      { jsonrpc: '2.0', method: 'system_name' },
    ];
    const answers = (await (await post(port, JSON.stringify(batch))).json()) as Answer[];
    expect(answers).toEqual([
      { jsonrpc: '2.0', id: 'a', result: 'toy' },
      { jsonrpc: '2.0', id: 2, error: { code: -32601, message: 'Method not found' } },
    ]);
    const silent = await post(port, JSON.stringify([{ jsonrpc: '2.0', method: 'system_name' }]));
    expect(await silent.text()).toBe('');
  });

  it('answers a batch of as many as there may be, and refuses one more, whatever its parts are', async () => {
    const { port } = await startToyServer();
    const ask = async (body: unknown) =>
      (await (await post(port, JSON.stringify(body))).json()) as Answer | Answer[];
    const requests = (count: number) =>
      Array.from({ length: count }, (_, id) => request('system_name', [], id));
    // Five, of the toy.
    expect(await ask(requests(5))).toHaveLength(5);
    for (const many of [requests(6), requests(200), Array(6).fill(0)])
      expect(await ask(many)).toMatchObject({ id: null, error: { code: -32010 } });
    // One request, however much its parameters look like others.
    expect(await ask(request('nope', requests(100)))).toMatchObject({ id: 1, error: { code: -32601 } });
  });

  it.each([
    ['{', -32700],
    ['[]', -32600],
    ['7', -32600],
    ['null', -32600],
    [JSON.stringify({ id: 1, method: 'system_name' }), -32600],
    [JSON.stringify(request('system_name', 'x')), -32600],
    [JSON.stringify(request('system_name', [], {})), -32600],
    [JSON.stringify(Array(6).fill(request('system_name'))), -32010],
    [JSON.stringify(request('chain_subscribeNewHeads')), -32601],
  ])('refuses %s with %i', async (body, code) => {
    const { port } = await startToyServer();
    expect(((await (await post(port, body)).json()) as Answer).error?.code).toBe(code);
  });

  it('refuses what is too large, in and out', async () => {
    const { port, connect } = await startToyServer({}, { responseBytes: 150 });
    const big = await post(port, ' '.repeat(100_001));
    expect([big.status, ((await big.json()) as Answer).error?.code]).toEqual([413, -32007]);
    const client = await connect();
    expect((await client.ask('rpc_methods')).error?.code).toBe(-32008);
    client.socket.send('x'.repeat(100_001));
    expect(await client.closed).toBe(1009);
  });

  it('holds to its number of connections and of subscriptions', async () => {
    const { port, connect } = await startToyServer({}, { maxConnections: 1, subscriptions: 2 });
    const client = await connect();
    await expect(ToyClient.connect(port)).rejects.toThrow('429');
    await client.call('chain_subscribeNewHeads');
    const id = await client.call('chain_subscribeNewHeads');
    expect((await client.ask('chain_subscribeNewHeads')).error?.code).toBe(-32006);
    expect(await client.call('chain_unsubscribeNewHeads', id)).toBe(true);
    await client.call('chain_subscribeNewHeads');
  });

  it('lets in programs and local pages, no others', async () => {
    const { port } = await startToyServer();
    const page = await ToyClient.connect(port, { origin: 'http://localhost:3000' });
    page.socket.terminate();
    await expect(ToyClient.connect(port, { origin: 'https://evil.example' })).rejects.toThrow('403');
    expect((await post(port, '{}', { origin: 'https://evil.example' })).status).toBe(403);
  });

  it('tells a client’s id before its first value, and stops when it goes', async () => {
    const { chain, connect, server } = await startToyServer();
    const client = await connect();
    const id: string = await client.call('chain_subscribeNewHead');
    await until(() => client.notifications.length === 1);
    expect(client.notifications[0]?.params.subscription).toBe(id);
    client.socket.terminate();
    await until(() => server.connectionCount === 0);
    await chain.seal();
  });

  it('answers each of many subscriptions at once before its first value', async () => {
    const { connect } = await startToyServer();
    const client = await connect();
    const known = new Set<unknown>();
    const early: unknown[] = [];
    client.socket.on('message', (data: Buffer) => {
      const message = JSON.parse(data.toString()) as Answer & { params?: { subscription: string } };
      if (message.params === undefined) known.add(message.result);
      else if (!known.has(message.params.subscription)) early.push(message);
    });
    const methods = ['chain_subscribeNewHeads', 'chain_subscribeAllHeads', 'chain_subscribeFinalizedHeads'];
    await Promise.all([...methods, ...methods].map((method) => client.call(method)));
    await until(() => client.notifications.length === 6);
    expect(early).toEqual([]);
  });

  it('tells hundreds of subscriptions of one client of every block in its order', async () => {
    const { chain, connect } = await startToyServer({}, { subscriptions: 200, maxSubscriptions: 200 });
    const client = await connect();
    const ids: string[] = [];
    for (let i = 0; i < 200; i++) ids.push(await client.call('chain_subscribeNewHeads'));
    await until(() => client.notifications.length === 200);
    for (let block = 0; block < 3; block++) await chain.seal();
    await until(() => client.notifications.length === 800);
    for (const id of ids) {
      const own = client.notifications.filter(({ params }) => params.subscription === id);
      const numbers = own.map(({ params }) => (params.result as { number: string }).number);
      expect(numbers).toEqual(['0x0', '0x1', '0x2', '0x3']);
    }
  });

  it('cuts off a client that never reads, and goes on serving others', async () => {
    const { port, connect, store } = await startToyServer();
    const slow = await ToyClient.connect(port);
    onTestFinished(() => slow.socket.terminate());
    slow.socket.pause();
    const big = JSON.stringify(Array(5).fill(request('rpc_methods')));
    let open = true;
    void slow.closed.then(() => (open = false));
    for (let i = 0; i < 3000 && open; i++) slow.socket.send(big);
    const other = await connect();
    expect(await other.call('chain_getBlockHash', 0)).toBe(
      `0x${Buffer.from(store.hashOf(0)!).toString('hex')}`,
    );
  });

  it('hides its own faults and logs them', async () => {
    const { connect, faults, chain } = await startToyServer();
    const client = await connect();
    chain.store.stateAt = () => {
      throw new TypeError('bug');
    };
    expect((await client.ask('state_getStorage', '0x01')).error).toEqual({
      code: -32603,
      message: 'Internal error',
    });
    expect(faults).toHaveLength(1);
  });

  it('refuses a port that is taken', async () => {
    const { port } = await startToyServer();
    await expect(startToyServer({}, { port })).rejects.toThrow(
      `expected 127.0.0.1:${port} to be free, got EADDRINUSE`,
    );
  });
});

describe('RPC server under clients that ask too much', () => {
  it('refuses requests over the rate of the connection, in batches too, and serves others', async () => {
    const { connect } = await startToyServer({}, { requestsPerSecond: 2 });
    const [greedy, modest] = [await connect(), await connect()];
    const codes = await Promise.all(
      Array.from({ length: 10 }, async () => (await greedy.ask('system_name')).error?.code),
    );
    expect(codes).toEqual([...Array<undefined>(4).fill(undefined), ...Array<number>(6).fill(-32999)]);
    expect(await modest.call('system_name')).toBe('toy');
  });

  it('limits the keys that one connection watches', async () => {
    const { connect } = await startToyServer();
    const client = await connect();
    const keys = (count: number) =>
      Array.from({ length: count }, (_, i) => `0x${String(i).padStart(4, '0')}`);
    const id = await client.call('state_subscribeStorage', keys(60));
    expect((await client.ask('state_subscribeStorage', keys(60))).error?.code).toBe(-32006);
    await client.call('state_unsubscribeStorage', id);
    await client.call('state_subscribeStorage', keys(60));
  });

  it('limits the subscriptions of all together', async () => {
    const { connect } = await startToyServer({}, { subscriptions: 100 });
    const clients = await Promise.all(Array.from({ length: 5 }, connect));
    const answers = await Promise.all(
      clients.flatMap((client) => Array.from({ length: 16 }, () => client.ask('chain_subscribeNewHeads'))),
    );
    const refused = answers.filter(({ error }) => error?.code === -32006);
    expect(refused).toHaveLength(5 * 16 - 64);
  });

  it('cuts off whom most bytes wait for, when all together wait for too many', async () => {
    const { connect, server } = await startToyServer({}, { maxWaitingBytes: 150_000 });
    const [other, ...slow] = [await connect(), await connect(), await connect()];
    for (const { socket } of slow) socket.pause();
    const big = JSON.stringify(Array(5).fill(request('rpc_methods')));
    // Each alone stays below the high water: the node stops reading from it. Together they do not.
    while (server.stats.slowClients === 0) {
      for (const { socket } of slow) socket.send(big);
      await other.call('system_name');
    }
    expect(server.stats.waitingBytes).toBeLessThan(150_000);
    expect(await other.call('system_name')).toBe('toy');
  });

  it('parses what is nested a hundred thousand times, and refuses it', async () => {
    const { connect, faults } = await startToyServer({}, { maxRequestBytes: 1_000_000 });
    const client = await connect();
    const nested = '['.repeat(100_000) + ']'.repeat(100_000);
    client.socket.send(nested);
    client.socket.send(`{"jsonrpc":"2.0","id":7,"method":"state_getStorage","params":[${nested}]}`);
    await until(() => client.stray.length === 2);
    // The first is a batch of one.
    expect(client.stray.flat().map(({ error }) => error?.code)).toEqual([-32600, -32602]);
    expect(faults).toEqual([]);
  });

  it('counts what it does', async () => {
    const { connect, server } = await startToyServer();
    const client = await connect();
    await client.call('chain_subscribeNewHeads');
    await client.ask('nope');
    expect(server.stats).toMatchObject({
      connections: 1,
      subscriptions: 1,
      requests: 2,
      errors: new Map([[-32601, 1]]),
    });
    client.socket.terminate();
    await until(() => server.stats.subscriptions === 0 && server.stats.connections === 0);
  });
});
