import { keyFromUri } from '@yumanet/chain-client';
import { afterEach, describe, expect, it } from 'vitest';
import { PRICE, gatewayWorld, type WorldOptions } from '../../../test/gateway-world.js';
import { textAxon, type Fault } from '../../../test/text-axon.js';
import { Books } from '../books/books.js';

const CHAT = '/v1/chat/completions';
const question = { model: 'text-generation', messages: [{ role: 'user', content: 'go' }] };
const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

/** Axons with these faults, all alike to the router, and a gateway before them. */
async function world(faults: readonly (Fault | undefined)[], options?: WorldOptions) {
  const axons = await Promise.all(
    faults.map((fault, uid) => textAxon(uid, ['in ', 'the ', 'beginning'], fault ? { fault } : {})),
  );
  const made = await gatewayWorld(axons, options);
  ends.push(made.end, ...axons.map(({ stop }) => stop));
  return made;
}

const refusalOf = async (response: Response) => [
  response.status,
  ((await response.json()) as { error: { code: string } }).error.code,
];
/** The events of a stream. */
const eventsOf = (text: string): string[] => [...text.matchAll(/^data: (.*)$/gm)].map(([, data]) => data!);

describe('the gateway over HTTP', () => {
  it('describes itself', async () => {
    const { server } = await world([undefined]);
    const told = (await (await fetch(`${server.url}/openapi.json`)).json()) as { paths: object };
    expect(Object.keys(told.paths).sort()).toEqual([
      '/v1/balance',
      '/v1/chat/completions',
      '/v1/models',
      '/v1/models/{model}',
      '/v1/receipts',
      '/v1/subnets/{netuid}/query',
    ]);
  });

  it('streams to the end, with the receipt in the last piece', async () => {
    const { post, money } = await world([undefined]);
    const events = eventsOf(await (await post(CHAT, { ...question, stream: true })).text());
    expect(events.at(-1)).toBe('[DONE]');
    const pieces = events.slice(0, -1).map(
      (event) =>
        JSON.parse(event) as {
          choices: [{ delta: { content?: string }; finish_reason: string | null }];
          receipt?: { number: number };
        },
    );
    expect(pieces.map(({ choices }) => choices[0].delta.content ?? '').join('')).toBe('in the beginning');
    expect(pieces.at(-1)).toMatchObject({ choices: [{ finish_reason: 'stop' }], receipt: { number: 1 } });
    expect(money()).toMatchObject({ balanceRao: 1_000n - PRICE, reservedRao: 0n });
  });

  it('refuses in HTTP, not in the stream, while nothing was said', async () => {
    const { post, money } = await world(['breaks']);
    expect(await refusalOf(await post(CHAT, { ...question, stream: true }))).toEqual([503, 'MINERS_FAILED']);
    expect(await refusalOf(await post(CHAT, question))).toEqual([503, 'MINERS_FAILED']);
    expect(money()).toMatchObject({ balanceRao: 1_000n, reservedRao: 0n, receipts: 0 });
  });

  it('a stream that no miner goes on with ends without its end, and costs nothing', async () => {
    const { post, money } = await world(['breaks midway']);
    const events = eventsOf(await (await post(CHAT, { ...question, stream: true })).text());
    expect(events.at(-1)).toContain('"code":"MINERS_FAILED"');
    expect(events).not.toContain('[DONE]');
    expect(money()).toMatchObject({ balanceRao: 1_000n, receipts: 0 });
  });

  it('a client that leaves in the middle has had something for its money', async () => {
    const slow = await textAxon(
      0,
      Array.from({ length: 20_000 }, () => 'on and on '),
    );
    ends.push(slow.stop);
    const { post, money, end } = await gatewayWorld([slow]);
    ends.unshift(end);
    const leaving = new AbortController();
    const response = await post(CHAT, { ...question, stream: true }, {}, leaving.signal);
    await response.body!.getReader().read();
    leaving.abort();
    await expect.poll(() => money().receipts).toBe(1);
    expect(money()).toMatchObject({ balanceRao: 1_000n - PRICE, reservedRao: 0n });
  });

  it('a client that leaves in the middle comes back for the whole by its idempotency key', async () => {
    const words = Array.from({ length: 2_000 }, (_, i) => `${i} `);
    const slow = await textAxon(0, words);
    const { post, money, end } = await gatewayWorld([slow]);
    ends.push(end, slow.stop);
    const headers = { 'idempotency-key': 'whole' };
    const leaving = new AbortController();
    const response = await post(CHAT, { ...question, stream: true }, headers, leaving.signal);
    await response.body!.getReader().read();
    leaving.abort();
    await expect.poll(() => money().receipts).toBe(1);
    const again = (await (await post(CHAT, question, headers)).json()) as {
      choices: [{ message: { content: string } }];
    };
    expect(again.choices[0].message.content).toBe(words.join(''));
    expect(money()).toMatchObject({ balanceRao: 1_000n - PRICE, receipts: 1 });
  });

  it('a client that leaves before anything was said pays nothing', async () => {
    const { post, money, desk } = await world(['sleeps']);
    const leaving = new AbortController();
    const asked = post(CHAT, question, {}, leaving.signal);
    await expect.poll(() => money().reservedRao).toBe(PRICE);
    leaving.abort();
    await expect(asked).rejects.toThrow();
    await desk.drain();
    expect(money()).toMatchObject({ balanceRao: 1_000n, reservedRao: 0n, receipts: 0 });
  });

  it('names what is too much and too late', async () => {
    const late = await world(['sleeps'], { queryMs: 200 });
    expect(await refusalOf(await late.post(CHAT, question))).toEqual([504, 'QUERY_TIMEOUT']);
    expect(late.money()).toMatchObject({ balanceRao: 1_000n, reservedRao: 0n });

    const busy = await world(['sleeps'], { concurrent: 1, perMinute: 3 });
    const first = new AbortController();
    const open = busy.post(CHAT, question, {}, first.signal).catch(() => undefined);
    await expect.poll(() => busy.money().reservedRao).toBe(PRICE);
    expect(await refusalOf(await busy.post(CHAT, question))).toEqual([429, 'CLIENT_BUSY']);
    first.abort();
    await open;

    const rated = await world([undefined], { perMinute: 1 });
    expect((await rated.post(CHAT, question)).status).toBe(200);
    const refused = await rated.post(CHAT, question);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refusalOf(refused)).toEqual([429, 'RATE_EXCEEDED']);

    const full = await world(['sleeps'], { places: 1, maxWaiting: 1 });
    const waits = new AbortController();
    const taken = full.post(CHAT, question, {}, waits.signal).catch(() => undefined);
    await expect.poll(() => full.money().reservedRao).toBe(PRICE);
    // It waits in the queue until that is too long.
    expect(await refusalOf(await full.post(CHAT, question))).toEqual([503, 'GATEWAY_BUSY']);
    waits.abort();
    await taken;
  });

  it('two with one idempotency key: the second waits for nothing', async () => {
    const { post } = await world(['sleeps', undefined]);
    const headers = { 'idempotency-key': 'one' };
    const both = await Promise.all([post(CHAT, question, headers), post(CHAT, question, headers)]);
    const statuses = both.map(({ status }) => status).sort();
    expect(statuses).toEqual([200, 409]);
    const again = await post(CHAT, { ...question, stream: true }, headers);
    expect(eventsOf(await again.text()).at(-1)).toBe('[DONE]');
  });

  it('answers nobody when another process has taken its books', async () => {
    const { post, path, fatal } = await world([undefined]);
    const other = new Books(path);
    ends.unshift(() => other.close());
    const { address } = await keyFromUri('//Charlie');
    await other.serve({ hotkey: address, depositTo: 'd'.repeat(64) });
    expect(await refusalOf(await post(CHAT, question))).toEqual([409, 'BOOKS_TAKEN']);
    expect(fatal).toMatchObject([{ code: 'BOOKS_TAKEN' }]);
  });
});
