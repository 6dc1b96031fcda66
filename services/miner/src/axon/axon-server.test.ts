import { readFileSync } from 'node:fs';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { Client, compressionAlgorithms, credentials, status } from '@grpc/grpc-js';
import { AxonServiceService } from '@yumanet/proto/miner/v1';
import { createGrpcClient, systemClock, type Clock } from '@yumanet/service-kit';
import { TestAuthority } from '@yumanet/service-kit/testing';
import {
  querySynapse,
  sealTask,
  signSynapse,
  STREAM_SYNAPSE_NAME,
  SYNAPSE_NAME,
  verifyResponse,
  verifySealingKey,
  verifyStream,
  type StreamPiece,
} from '@yumanet/subnet-kit/axon';
import { afterEach, describe, expect, it } from 'vitest';
import {
  dial,
  NETUID,
  nextNonce,
  question,
  startAxon,
  TASK,
  type AxonClient,
  type TestAxon,
  type TestAxonOptions,
} from '../../test/axon-harness.js';

import type { AxonParts } from './serve-request.js';

const DEADLINE = { deadlineMs: 5_000 };
const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function open(options: TestAxonOptions = {}) {
  const axon = await startAxon(options);
  cleanups.push(() => axon.stop());
  const client = dial(axon.address);
  cleanups.push(() => client.close());
  return { axon, client };
}

const codeOf = (asked: Promise<unknown>): Promise<string> =>
  asked.then(
    () => 'OK',
    (error: unknown) => String((error as { code?: unknown }).code),
  );

const synapseFields = ({ axon }: TestAxon, change: object = {}) => ({
  ...{ netuid: NETUID, task: TASK, body: Buffer.from('2'), axonHotkey: axon.address },
  ...{ nonce: nextNonce(), uuid: '1870034e-ebc9-11f1-b29e-02fc00000001', timeoutMs: 5_000 },
  ...change,
});

/** Sends text on a connection of its own, and reads to its end. */
function sent(address: string, bytes: string | Uint8Array, localAddress = '127.0.0.1'): Promise<string> {
  const [host, port] = address.split(':') as [string, string];
  return new Promise((resolve) => {
    const socket: Socket = connect({ port: Number(port), host, localAddress });
    let answer = '';
    socket.on('data', (part) => (answer += part.toString()));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(answer));
    socket.write(bytes);
  });
}

/** One request over HTTP, closed after its answer. */
function posted(
  axon: TestAxon,
  path: string,
  headers: Record<string, string>,
  body: string,
): Promise<string> {
  const lines = Object.entries({ ...headers, connection: 'close' }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  return sent(axon.address, [`POST /${path} HTTP/1.1`, 'host: axon', ...lines, '', body].join('\r\n'));
}

const signedPost = (axon: TestAxon, change: Record<string, string> = {}, path = SYNAPSE_NAME) => {
  const { headers, body } = signSynapse(axon.dendrite, synapseFields(axon));
  return posted(axon, path, { ...headers, 'content-length': String(body.length), ...change }, body);
};

describe('one port', () => {
  it('serves gRPC and HTTP, both signed', async () => {
    const { axon, client } = await open();
    const request = question(axon);
    const response = await client.query(request, DEADLINE);
    await verifyResponse(request, response);
    expect(response.body.toString()).toBe('2');
    const query = { ...synapseFields(axon), address: axon.address, maxAnswerBytes: 1_024 };
    const { body, isSigned } = await querySynapse(axon.dendrite, query);
    expect([Buffer.from(body).toString(), isSigned]).toEqual(['2', true]);
    await expect(querySynapse(axon.dendrite, query)).rejects.toMatchObject({ code: 'REPLAYED_NONCE' });
  });

  it('streams over both', async () => {
    const ask = async function* (): AsyncGenerator<StreamPiece> {
      for (const chunk of ['a', 'b']) yield await Promise.resolve({ chunk: Buffer.from(chunk) });
    };
    const { axon, client } = await open({ ask });
    const request = question(axon);
    const pieces: StreamPiece[] = [];
    for await (const piece of verifyStream(request, client.queryStream({ request }, { idleMs: 5_000 })))
      pieces.push(piece);
    expect(pieces).toEqual([{ chunk: Buffer.from('a') }, { chunk: Buffer.from('b') }]);
    const text = await signedPost(axon, {}, STREAM_SYNAPSE_NAME);
    expect(text).toMatch(/^HTTP\/1.1 200/);
    expect(text).toMatch(/{"chunk":"YQ=="}\n[^]*{"chunk":"Yg=="}\n[^]*"answer_signature":"[0-9a-f]{128}"}\n/);
  });

  it('shows a request that was signed for one way to be none the other way', async () => {
    const { axon, client } = await open();
    const { head } = signSynapse(axon.dendrite, synapseFields(axon));
    const crossed = { ...question(axon), nonce: head.nonce, signature: Buffer.from(head.signature) };
    expect(await codeOf(client.query(crossed, DEADLINE))).toBe('BAD_SIGNATURE');
  });
});

describe('a sealed body', () => {
  const requestId = '4b7c1c0e-6a1e-4a4e-9d07-30f7e0b6d9a1';

  async function sealed(axon: TestAxon, client: AxonClient, text: string) {
    const key = await verifySealingKey(axon.axon.address, await client.getSealingKey({}, DEADLINE));
    const nonce = nextNonce();
    const context = {
      ...{ axonHotkey: axon.axon.address, dendriteHotkey: axon.dendrite.address },
      ...{ nonce, requestId },
    };
    const { body, openPiece } = await sealTask(key, context, Buffer.from(text));
    return { request: question(axon, body, { nonce, requestId, sealed: true }), openPiece };
  }

  it('is answered sealed, whole or in chunks', async () => {
    const seen: string[] = [];
    const ask: AxonParts['ask'] = async function* ({ body, stream }) {
      seen.push(Buffer.from(body).toString());
      yield await Promise.resolve(stream ? { chunk: Buffer.from('chunk') } : { body: Buffer.from('whole') });
    };
    const { axon, client } = await open({ ask });
    const one = await sealed(axon, client, 'secret 1');
    const response = await client.query(one.request, DEADLINE);
    await verifyResponse(one.request, response);
    expect(response.body.includes('whole')).toBe(false);
    expect(Buffer.from(one.openPiece(response.body)).toString()).toBe('whole');
    const two = await sealed(axon, client, 'secret 2');
    const frames = client.queryStream({ request: two.request }, { idleMs: 5_000 });
    for await (const piece of verifyStream(two.request, frames))
      expect('chunk' in piece && Buffer.from(two.openPiece(piece.chunk)).toString()).toBe('chunk');
    expect(seen).toEqual(['secret 1', 'secret 2']);
  });

  it('is refused where it was sealed for another request, and where it is not sealed at all', async () => {
    const { axon, client } = await open();
    const { request } = await sealed(axon, client, 'secret');
    const moved = question(axon, request.body, { requestId, sealed: true });
    expect(await codeOf(client.query(moved, DEADLINE))).toBe('SEAL_BROKEN');
    expect(await codeOf(client.query(question(axon, Buffer.from('2'), { sealed: true }), DEADLINE))).toBe(
      'SEAL_BROKEN',
    );
    expect(await codeOf(client.query({ ...request, sealed: false }, DEADLINE))).toBe('BAD_SIGNATURE');
  });
});

describe('what the dendrite of the Python SDK sent', () => {
  const { sdk, request } = JSON.parse(
    readFileSync(new URL('../../test/dendrite-7.2.0.json', import.meta.url), 'utf8'),
  ) as { sdk: string; request: string };
  const recorded = Buffer.from(request, 'base64').toString().replace('Accept: */*', 'Connection: close');
  /** As at the time of the recording. */
  const clock: Clock = { ...systemClock(), now: () => 1_795_938_435_615 };

  it('is answered once', async () => {
    expect(sdk).toBe('bittensor 7.2.0');
    const { axon } = await open({ clock });
    const text = await sent(axon.address, recorded);
    expect(text).toMatch(/^HTTP\/1.1 200 OK\r\n/);
    expect(text).toContain('bt_header_axon_status_code: 200');
    const { answer } = JSON.parse(text.slice(text.indexOf('{'))) as { answer: string };
    expect(Buffer.from(answer, 'base64').toString()).toBe('{"numbers":[1,2,3]}');
    expect(await sent(axon.address, recorded)).toMatch(/^HTTP\/1.1 401 [^]*"code":"REPLAYED_NONCE"/);
  });

  it.each([
    [
      'another nonce',
      (text: string) => text.replace('435614921339\r', '435614921338\r'),
      401,
      'BAD_SIGNATURE',
    ],
    ['another hash', (text: string) => text.replace('hash: 8bea', 'hash: 8beb'), 401, 'BAD_SIGNATURE'],
    ['another body', (text: string) => text.replace('bMSwyLDNd', 'bMSwyLDRd'), 401, 'BAD_SIGNATURE'],
    [
      'another task',
      (text: string) => text.replace('"task": "squares"', '"task": "Squares"'),
      401,
      'BAD_SIGNATURE',
    ],
    [
      'an empty signature',
      (text: string) => text.replace(/signature: 0x.*\r/, 'signature: \r'),
      401,
      'UNSIGNED',
    ],
    [
      'no signature',
      (text: string) => text.replace(/bt_header_dendrite_signature: .*\r\n/, ''),
      401,
      'UNSIGNED',
    ],
    [
      'half a signature',
      (text: string) => text.replace(/(signature: 0x.{64}).*\r/, '$1\r'),
      400,
      'REQUEST_INVALID',
    ],
    [
      'no nonce',
      (text: string) => text.replace(/bt_header_dendrite_nonce: .*\r\n/, ''),
      400,
      'REQUEST_INVALID',
    ],
    ['no hash', (text: string) => text.replace(/computed_body_hash: .*\r\n/, ''), 400, 'REQUEST_INVALID'],
    ['another name', (text: string) => text.replace('POST /Yumanet', 'POST /Nobody'), 404, 'NOT_SYNAPSE'],
    ['GET', (text: string) => text.replace('POST /', 'GET /'), 404, 'NOT_SYNAPSE'],
  ])('is refused with %s', async (_what, change, status, code) => {
    const { axon } = await open({ clock });
    const changed = change(recorded);
    expect(changed).not.toBe(recorded);
    const text = await sent(axon.address, changed);
    expect(text).toMatch(new RegExp(`^HTTP/1.1 ${status} [^]*"code":"${code}"`));
  });
});

describe('HTTP', () => {
  it('refuses who may not ask before the body is there', async () => {
    const { axon } = await open();
    const { headers } = signSynapse(axon.stranger, synapseFields(axon));
    // The body never comes.
    const text = await posted(axon, SYNAPSE_NAME, { ...headers, 'content-length': '900' }, '');
    expect(text).toMatch(/^HTTP\/1.1 403 [^]*"code":"NOT_AUTHORIZED"/);
  });

  it.each([
    ['100 MB', { 'content-length': '100000000' }, 413, 'BODY_TOO_LARGE'],
    ['a compressed bomb', { 'content-encoding': 'gzip' }, 404, 'NOT_SYNAPSE'],
    ['another type', { 'content-type': 'text/plain' }, 404, 'NOT_SYNAPSE'],
  ])('refuses %s', async (_what, headers, status, code) => {
    const { axon } = await open();
    expect(await signedPost(axon, headers)).toMatch(new RegExp(`^HTTP/1.1 ${status} [^]*${code}`));
  });

  it('refuses a body of unknown length', async () => {
    const { axon } = await open();
    const { headers } = signSynapse(axon.dendrite, synapseFields(axon));
    const text = await posted(
      axon,
      SYNAPSE_NAME,
      { ...headers, 'transfer-encoding': 'chunked' },
      '0\r\n\r\n',
    );
    expect(text).toMatch(/^HTTP\/1.1 404 [^]*"code":"NOT_SYNAPSE"/);
  });

  it('tells our client the axon’s own codes', async () => {
    const { axon } = await open();
    const query = { address: axon.address, maxAnswerBytes: 1_024 };
    const ask = (change: object, by = axon.dendrite) =>
      codeOf(querySynapse(by, { ...synapseFields(axon, change), ...query }));
    expect(await ask({ axonHotkey: axon.stranger.address })).toBe('WRONG_AXON');
    expect(await ask({ netuid: 2 })).toBe('WRONG_NETUID');
    expect(await ask({ task: 'cubes' })).toBe('UNKNOWN_TASK');
    expect(await ask({ nonce: 1n })).toBe('STALE_NONCE');
    expect(await ask({}, axon.stranger)).toBe('NOT_AUTHORIZED');
    expect(
      await codeOf(querySynapse(axon.dendrite, { ...synapseFields(axon), ...query, maxAnswerBytes: 0 })),
    ).toBe('OK');
  });
});

describe('mTLS', () => {
  const authority = new TestAuthority();
  const tls = authority.issue({ commonName: 'miner' });

  it('lets a certificate of the authority in, over gRPC and HTTP', async () => {
    const { axon } = await open({ tls });
    const own = authority.issue({ commonName: 'validator' });
    const client = createGrpcClient(AxonServiceService, {
      address: axon.address.replace('127.0.0.1', 'localhost'),
      tls: own,
    });
    cleanups.push(() => client.close());
    expect(await codeOf(client.query(question(axon), DEADLINE))).toBe('OK');
    const socket = connectTls({ ...own, host: 'localhost', port: axon.server.port });
    cleanups.push(() => socket.destroy());
    socket.write('GET / HTTP/1.1\r\nhost: axon\r\n\r\n');
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect(answer.toString()).toMatch(/^HTTP\/1.1 404/);
  });

  it('refuses no encryption, and a certificate of somebody else', async () => {
    const { axon, client } = await open({ tls });
    expect(await codeOf(client.query(question(axon), DEADLINE))).toBe('UNAVAILABLE');
    const other = new TestAuthority().issue({ commonName: 'validator' });
    const stranger = createGrpcClient(AxonServiceService, {
      address: axon.address.replace('127.0.0.1', 'localhost'),
      tls: { ...other, ca: authority.ca },
    });
    cleanups.push(() => stranger.close());
    expect(await codeOf(stranger.query(question(axon), DEADLINE))).toBe('UNAVAILABLE');
  });
});

describe('junk', () => {
  it('shuts its address out, and nobody else', async () => {
    const { axon, client } = await open();
    const forged = () => ({ ...question(axon), signature: Buffer.alloc(64, 7) });
    const codes: string[] = [];
    for (let i = 0; i < 60; i += 1) codes.push(await codeOf(client.query(forged(), DEADLINE)));
    expect(codes[0]).toBe('BAD_SIGNATURE');
    expect(codes.at(-1)).not.toBe('BAD_SIGNATURE');
    expect(await codeOf(client.query(question(axon), DEADLINE))).toMatch(/UNAVAILABLE|CIRCUIT_OPEN/);
    const get = 'GET / HTTP/1.1\r\nhost: axon\r\nconnection: close\r\n\r\n';
    expect(await sent(axon.address, get)).toBe('');
    expect(await sent(axon.address, get, '127.0.0.2')).toMatch(/^HTTP\/1.1 404/);
  });

  it('that comes slowly is cut off', async () => {
    const { axon, client } = await open({
      limits: { provenMs: 200, maxConnections: 9, maxAddressConnections: 9, maxPendingBytes: 1_000_000 },
    });
    expect(await codeOf(client.query(question(axon), DEADLINE))).toBe('OK');
    await expect(sent(axon.address, 'PRI')).resolves.toBe('');
    await expect(sent(axon.address, 'POST /YumanetTask HTTP/1.1\r\nx: y\r\n')).resolves.toBe('');
    await expect(sent(axon.address, '')).resolves.toBe('');
    // Whoever was let in stays.
    expect(await codeOf(client.query(question(axon), DEADLINE))).toBe('OK');
  });

  it('that is large never fills the memory', async () => {
    const { axon, client } = await open({
      limits: { provenMs: 60_000, maxConnections: 9, maxAddressConnections: 9, maxPendingBytes: 1_000_000 },
    });
    const large = Buffer.concat([Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'), Buffer.alloc(8_000_000)]);
    await expect(sent(axon.address, large)).resolves.toBeDefined();
    expect(await codeOf(client.query(question(axon), DEADLINE))).toBe('OK');
  });

  it('beyond the connections of an address is not taken', async () => {
    const { axon } = await open({
      limits: { provenMs: 60_000, maxConnections: 9, maxAddressConnections: 1, maxPendingBytes: 1_000_000 },
    });
    const first = dial(axon.address);
    cleanups.push(() => first.close());
    expect(await codeOf(first.query(question(axon), DEADLINE))).toBe('OK');
    await expect(sent(axon.address, 'GET / HTTP/1.1\r\n\r\n')).resolves.toBe('');
  });

  it('that is compressed is unpacked no further than a message may be', async () => {
    const { axon } = await open();
    const gzip = new Client(axon.address, credentials.createInsecure(), {
      'grpc.default_compression_algorithm': compressionAlgorithms.gzip,
      'grpc.max_send_message_length': -1,
    });
    cleanups.push(() => gzip.close());
    const { path, requestSerialize, responseDeserialize } = AxonServiceService.query;
    const bomb = question(axon, Buffer.alloc(20_000_000));
    const outcome = await new Promise((resolve) =>
      gzip.makeUnaryRequest(path, requestSerialize, responseDeserialize, bomb, (error) =>
        resolve(error?.code),
      ),
    );
    expect(outcome).toBe(status.RESOURCE_EXHAUSTED);
  });
});
