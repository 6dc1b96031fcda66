import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { keyFromUri, type Key } from '@yumanet/chain-client';
import { systemClock } from '@yumanet/service-kit';
import { readSynapseBody, readSynapseHead, SYNAPSE_NAME, verifySynapse } from '@yumanet/subnet-kit/axon';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { AxonClients, MAX_ANSWER_BYTES } from './axon-clients.js';
import { AxonNetworks } from './axon-networks.js';
import { risingNonces } from './nonces.js';
import { queryMiner, type Dendrite } from './query-miner.js';
import { RetryBudget } from './retry-budget.js';

const clock = systemClock();
const nonce = risingNonces(clock);
let [dendriteKey, axonKey]: Key[] = [];
beforeAll(
  async () => void ([dendriteKey, axonKey] = await Promise.all(['//Alice', '//Bob'].map(keyFromUri))),
);

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** An axon as those of the Python SDK: checks what it is asked, answers unsigned. @returns its address. */
async function axon(answer: (task: string) => { status?: number; json: object }): Promise<string> {
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    expect(request.url).toBe(`/${SYNAPSE_NAME}`);
    const head = readSynapseHead(request.headers);
    await verifySynapse(head);
    expect([head.dendriteHotkey, head.axonHotkey]).toEqual([dendriteKey!.address, axonKey!.address]);
    const asked = readSynapseBody(head, Buffer.from(await text(request)));
    const { status = 200, json } = answer(Buffer.from(asked.body).toString());
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json));
  };
  server = createServer((request, response) => void serve(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const plain = {
  encode: (said: string) => Buffer.from(said),
  decode: (bytes: Uint8Array) => Buffer.from(bytes).toString(),
};

interface Asking {
  readonly protocol?: 'http' | 'grpc';
  readonly networks?: AxonNetworks;
  readonly queryMs?: number;
}

async function ask(address: string, { protocol = 'http', networks, queryMs = 2_000 }: Asking = {}) {
  const clients = new AxonClients(clock, networks ? { networks } : {});
  const mechanism = { name: 'echo', task: { codec: plain }, handler: { codec: plain } };
  const uuid = '1870034e-ebc9-11f1-b29e-02fc00000001';
  const retries = new RetryBudget(1);
  const own = { key: dendriteKey!, netuid: 1, uuid, clock, queryMs };
  const parts = { ...own, mechanism, clients, nonce, retries };
  const neuron = { uid: 3, hotkey: axonKey!.address, registeredAt: 1 };
  return queryMiner(
    parts as unknown as Dendrite,
    { ...neuron, axon: { address, servedAt: 2, protocol } },
    'yuma',
    new AbortController().signal,
  );
}

const said = (answer: string) => Buffer.from(answer).toString('base64');

it('asks an axon that is announced as the SDK’s over HTTP, twice', async () => {
  const address = await axon((task) => ({ json: { answer: said(`${task}!`) } }));
  expect(await ask(address)).toMatchObject({ error: '', body: Buffer.from('yuma!') });
  expect(await ask(address)).toMatchObject({ error: '', body: Buffer.from('yuma!') });
});

it.each([
  ['NOT_AUTHORIZED', { status: 403, json: { message: 'Forbidden' } }],
  ['ANSWER_UNSIGNED', { json: { answer: said('yuma!'), answer_signature: '0'.repeat(128) } }],
  ['ANSWER_TOO_LARGE', { json: { answer: said('y'.repeat(2 * MAX_ANSWER_BYTES)) } }],
  ['BAD_MESSAGE', { json: { answer: null } }],
])('what goes wrong is an outcome: %s', async (error, answered) => {
  const outcome = await ask(await axon(() => answered));
  expect(outcome.error).toBe(error);
  expect(outcome.body).toHaveLength(0);
});

it('an axon that is away is an outcome', async () => {
  const address = await axon(() => ({ json: {} }));
  await new Promise((resolve) => server?.close(resolve));
  expect(await ask(address)).toMatchObject({ error: 'UNAVAILABLE' });
});

describe('an axon that means harm', () => {
  /** An HTTP server of the test instead of an axon. */
  async function harmful(
    serve: (request: IncomingMessage, response: ServerResponse) => void,
  ): Promise<string> {
    server = createServer(serve).listen(0, '127.0.0.1');
    await once(server, 'listening');
    return `127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  it('cannot have an address inside asked, over either protocol', async () => {
    let connections = 0;
    const address = await harmful((_request, response) => response.end());
    server?.on('connection', () => (connections += 1));
    for (const protocol of ['http', 'grpc'] as const)
      for (const networks of [new AxonNetworks([]), new AxonNetworks(['10.0.0.0/8'])])
        expect(await ask(address, { protocol, networks })).toMatchObject({ error: 'AXON_FORBIDDEN' });
    const metadata = await ask('169.254.169.254:80', { networks: new AxonNetworks(['private']) });
    expect(metadata).toMatchObject({ error: 'AXON_FORBIDDEN' });
    expect(connections).toBe(0);
  });

  it('cannot send whoever asks it somewhere else', async () => {
    let other = 0;
    const elsewhere = createServer((_request, response) => {
      other += 1;
      response.end();
    }).listen(0, '127.0.0.1');
    await once(elsewhere, 'listening');
    const { port } = elsewhere.address() as AddressInfo;
    const address = await harmful((_request, response) =>
      response.writeHead(307, { location: `http://127.0.0.1:${port}/latest/meta-data` }).end(),
    );
    expect(await ask(address)).toMatchObject({ error: 'UNAVAILABLE' });
    expect(other).toBe(0);
    elsewhere.close();
  });

  it('cannot fill the memory with little that is unpacked to much', { timeout: 60_000 }, async () => {
    const bomb = gzipSync(Buffer.alloc(100_000_000));
    expect(bomb.length).toBeLessThan(200_000);
    const address = await harmful((_request, response) =>
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end(bomb),
    );
    const before = process.memoryUsage.rss();
    expect(await ask(address, { queryMs: 60_000 })).toMatchObject({ error: 'ANSWER_TOO_LARGE' });
    expect(process.memoryUsage.rss() - before).toBeLessThan(80_000_000);
  });

  it('cannot pollute prototypes, or name an error that is none', async () => {
    const text = '{"message":"x","code":"constructor","__proto__":{"polluted":1},"answer":null}';
    const address = await harmful((_request, response) => response.writeHead(403).end(text));
    expect(await ask(address)).toMatchObject({ error: 'NOT_AUTHORIZED' });
    expect({}).not.toHaveProperty('polluted');
  });

  it('cannot hold whoever asks it for longer than it may', async () => {
    const address = await harmful((_request, response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write(' '), 50);
      response.on('close', () => clearInterval(drip));
    });
    expect(await ask(address, { queryMs: 500 })).toMatchObject({ error: 'DEADLINE_EXCEEDED' });
  });
});
