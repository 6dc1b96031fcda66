import type { minerV1 } from '@yumanet/proto';
import { cryptoWaitReady, encodeAddress, sr25519PairFromSeed, sr25519Sign } from '@polkadot/util-crypto';
import { beforeAll, expect, it } from 'vitest';
import { signRequest, type HotkeySigner } from './signature.js';
import { signStream, verifyStream, type StreamPiece } from './stream.js';

let dendrite: HotkeySigner;
let axon: HotkeySigner;
beforeAll(async () => {
  await cryptoWaitReady();
  [dendrite, axon] = [signer(1), signer(2)];
});

function signer(seed: number): HotkeySigner {
  const pair = sr25519PairFromSeed(new Uint8Array(32).fill(seed));
  return { address: encodeAddress(pair.publicKey, 42), sign: (message) => sr25519Sign(message, pair) };
}

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  for (const item of items) yield await Promise.resolve(item);
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

const bytes = (text: string) => Buffer.from(text);
const request = () =>
  signRequest(dendrite, { netuid: 1, task: 'words', axonHotkey: axon.address, body: bytes('?'), nonce: 1n });
const TWO: StreamPiece[] = [{ chunk: bytes('a') }, { chunk: bytes('bc') }];
const WHOLE: StreamPiece[] = [{ body: bytes('abc') }];

it.each([
  ['chunks', TWO],
  ['a whole body', WHOLE],
])('%s come as they were signed', async (_what, pieces) => {
  const asked = request();
  const frames = await all(signStream(axon, asked, each(pieces)));
  expect(await all(verifyStream(asked, each(frames)))).toEqual(pieces);
});

type Frames = minerV1.QueryStreamResponse[];
const chunk = (text: string): Frames[number] => ({ frame: { $case: 'chunk', chunk: bytes(text) } });

it.each<[string, StreamPiece[], (frames: Frames) => Frames]>([
  ['another chunk', TWO, ([, ...rest]) => [chunk('x'), ...rest]],
  ['chunks cut otherwise', TWO, ([, , end]) => [chunk('ab'), chunk('c'), end!]],
  ['a chunk missing', TWO, ([first, , end]) => [first!, end!]],
  ['chunks in another order', TWO, ([a, b, end]) => [b!, a!, end!]],
  ['no end', TWO, (frames) => frames.slice(0, -1)],
  ['nothing at all', TWO, () => []],
  ['a chunk before a whole body', WHOLE, (frames) => [chunk('x'), ...frames]],
  ['an end of chunks without them', TWO, ([, , end]) => [end!]],
])('a stream with %s is none', async (_what, pieces, change) => {
  const asked = request();
  const frames = change(await all(signStream(axon, asked, each(pieces))));
  await expect(all(verifyStream(asked, each(frames)))).rejects.toMatchObject({ code: 'ANSWER_UNSIGNED' });
});

it('is none to another request', async () => {
  const frames = await all(signStream(axon, request(), each(TWO)));
  await expect(all(verifyStream(request(), each(frames)))).rejects.toMatchObject({ code: 'ANSWER_UNSIGNED' });
});
