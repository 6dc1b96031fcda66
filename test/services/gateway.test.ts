/** The gateway on a real chain with real miners: OpenAI's own client, deposits, bad input; miners and the gateway killed under load. */
import { join } from 'node:path';
import { keyFromUri } from '@yumanet/chain-client';
import { open } from 'lmdb';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GatewayNetwork, TAO, type GatewayClient } from '../support/gateway-network.js';
import { discrepancies, makeTraffic, sum } from '../support/gateway-traffic.js';

const SLOW = process.env['YUMANET_SLOW'] === '1';
/** 200 clients for 100 s in the slow lane (or as long as YUMANET_LOAD_S says), a few of each here. */
const LOAD = SLOW
  ? { clients: 200, ms: Number(process.env['YUMANET_LOAD_S'] ?? 100) * 1_000, dieMs: 10_000, killMs: 30_000 }
  : { clients: 8, ms: 4_000, dieMs: 1_500, killMs: 2_000 };
const MINERS = SLOW ? 4 : 2;
const PRICE = 1_234n;
const DEPOSIT = TAO;
const MODEL = 'text-generation';

let network: GatewayNetwork;
let alice: GatewayClient;
let openai: OpenAI;
const crowd: GatewayClient[] = [];

beforeAll(async () => {
  network = await GatewayNetwork.start(MINERS, PRICE, [
    ...['--gateway-client-rate', '60000', '--gateway-max-body-bytes', '65536'],
    ...['--gateway-concurrency', '128', '--gateway-queue-ms', '20000', '--gateway-query-ms', '30000'],
  ]);
  alice = await network.createClient('//Ferdie');
  await network.deposit(alice, DEPOSIT);
  await network.untilBalance(alice, DEPOSIT);
  await network.untilAnswered(alice);
  openai = new OpenAI({ apiKey: alice.key, baseURL: `${network.url}/v1`, maxRetries: 0 });
});
afterAll(() => network.stop());

const question = { model: MODEL, messages: [{ role: 'user' as const, content: 'and god said' }] };

/** A request as it is; the status and the error. */
async function raw(path: string, body: unknown, key = alice.key) {
  const response = await fetch(network.url + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const told = (await response.json()) as { error?: { code: string; type: string; param: string | null } };
  return { status: response.status, ...told };
}

describe('the official client of OpenAI', () => {
  it('lists the models', async () => {
    const models = await openai.models.list();
    expect(models.data.map(({ id, object }) => [id, object])).toEqual([[MODEL, 'model']]);
    expect(await openai.models.retrieve(MODEL)).toMatchObject({ id: MODEL });
  });

  it('talks, and streams the same kind of answer, each at its price', async () => {
    const before = await network.balance(alice);
    const ask = { ...question, max_tokens: 32 };
    const whole = await openai.chat.completions.create(ask);
    expect(whole.choices[0]?.message.content?.length).toBeGreaterThan(0);
    expect(whole.choices[0]?.finish_reason).toBe('stop');
    let [text, end, chunks] = ['', '', 0];
    for await (const { choices } of await openai.chat.completions.create({ ...ask, stream: true })) {
      chunks += 1;
      text += choices[0]?.delta.content ?? '';
      end = choices[0]?.finish_reason ?? end;
    }
    expect([text.length > 0, end, chunks > 3]).toEqual([true, 'stop', true]);
    const after = await network.balance(alice);
    expect(before.balanceRao - after.balanceRao).toBe(2n * PRICE);
    expect(after.chargedRao - before.chargedRao).toBe(2n * PRICE);
  });

  it('an idempotency key gives the same answer again, and is charged once', async () => {
    const before = await network.balance(alice);
    const headers = { 'idempotency-key': 'once' };
    const [first, second] = [
      await openai.chat.completions.create(question, { headers }),
      await openai.chat.completions.create(question, { headers }),
    ];
    expect(second).toEqual(first);
    expect(before.balanceRao - (await network.balance(alice)).balanceRao).toBe(PRICE);
    const other = { ...question, max_tokens: 7 };
    await expect(openai.chat.completions.create(other, { headers })).rejects.toMatchObject({
      code: 'IDEMPOTENCY_CONFLICT',
    });
  });
});

it('a task of the mechanism comes back with the answer and what proves it', async () => {
  const task = { kind: 'exam', prefixes: ['in the beginnin'], questions: [] };
  const told = await raw(`/v1/subnets/${network.netuid}/query`, { task });
  expect(told.status).toBe(200);
  expect(told).toMatchObject({
    answer: { kind: 'exam', texts: [] },
    miner: {
      request: { netuid: network.netuid },
      signature: expect.stringMatching(/^[0-9a-f]{128}$/) as string,
    },
    receipt: { priceRao: String(PRICE), signature: expect.stringMatching(/^[0-9a-f]{128}$/) as string },
  });
});

describe('bad input is refused by name, in OpenAI’s shape, and costs nothing', () => {
  const chat = '/v1/chat/completions';
  it.each<[string, string, unknown, number, string]>([
    ['malformed JSON', chat, '{"model":', 400, 'BODY_NOT_JSON'],
    ['no messages', chat, { model: MODEL }, 400, 'PARAMETER_INVALID'],
    [
      'an unknown role',
      chat,
      { ...question, messages: [{ role: 'god', content: '' }] },
      400,
      'PARAMETER_INVALID',
    ],
    ['negative max_tokens', chat, { ...question, max_tokens: -1 }, 400, 'PARAMETER_INVALID'],
    ['too many max_tokens', chat, { ...question, max_tokens: 1e9 }, 400, 'PARAMETER_INVALID'],
    ['several choices', chat, { ...question, n: 2 }, 400, 'PARAMETER_UNSUPPORTED'],
    ['tools', chat, { ...question, tools: [{}] }, 400, 'PARAMETER_UNSUPPORTED'],
    ['an unknown model', chat, { ...question, model: 'gpt-4' }, 404, 'MODEL_UNKNOWN'],
    ['a body too large', chat, { ...question, pad: 'x'.repeat(70_000) }, 413, 'MESSAGE_TOO_LARGE'],
    ['an unknown subnet', '/v1/subnets/99/query', { task: {} }, 404, 'SUBNET_NOT_SERVED'],
    ['no netuid', '/v1/subnets/x/query', { task: {} }, 400, 'PARAMETER_INVALID'],
    ['no task of the mechanism', 'query', { task: { kind: 'poem' } }, 400, 'BODY_INVALID'],
    ['neither task', 'query', {}, 400, 'PARAMETER_INVALID'],
    ['an unknown path', '/v1/embeddings', {}, 404, 'NOT_FOUND'],
  ])('%s', async (_what, path, body, status, code) => {
    const before = await network.balance(alice);
    const where = path === 'query' ? `/v1/subnets/${network.netuid}/query` : path;
    const refused = await raw(where, body);
    expect([refused.status, refused.error?.code]).toEqual([status, code]);
    expect(Object.keys(refused.error ?? {}).sort()).toEqual(['code', 'message', 'param', 'type']);
    expect(await network.balance(alice)).toEqual(before);
  });

  it('an unknown key, and none', async () => {
    const refused = await raw(chat, question, `ymk-${'A'.repeat(43)}`);
    expect([refused.status, refused.error?.code]).toEqual([401, 'KEY_UNKNOWN']);
    const response = await fetch(`${network.url}/v1/models`);
    expect([response.status, await response.json()]).toMatchObject([401, { error: { code: 'KEY_MISSING' } }]);
  });

  it('no balance', async () => {
    const poor = await network.createClient('//Poor');
    const refused = await raw(chat, question, poor.key);
    expect([refused.status, refused.error?.code, refused.error?.type]).toEqual([
      402,
      'BALANCE_TOO_LOW',
      'insufficient_quota',
    ]);
  });
});

it('deposits are credited exactly once: while it runs, while it is dead, and when old blocks come again', async () => {
  const bob = await network.createClient('//Bob');
  await network.deposit(bob, 5n);
  await network.untilBalance(bob, 5n);
  await network.validator.kill();
  await network.deposit(bob, 7n);
  await network.startValidator();
  await network.untilBalance(bob, 12n);
  // The cursor set back to the first block, as by a backup of another day: what is in the books is not credited again.
  await network.validator.kill();
  const books = open<string, string>({
    path: join(network.booksDir, 'gateway.lmdb'),
    encoding: 'string',
    maxDbs: 16,
  });
  const cursor = Number(books.get('cursor'));
  await books.put('cursor', '1');
  await books.close();
  await network.startValidator();
  await expect.poll(async () => (await creditedTo()) > cursor, { interval: 200 }).toBe(true);
  expect((await network.balance(bob)).creditedRao).toBe(12n);
  expect((await network.balance(alice)).creditedRao).toBe(DEPOSIT);
});

async function creditedTo(): Promise<number> {
  const headers = { authorization: `Bearer ${alice.key}` };
  const response = await fetch(`${network.url}/v1/balance`, { headers });
  return ((await response.json()) as { creditedToBlock: number }).creditedToBlock;
}

describe(`${LOAD.clients} clients at once`, () => {
  beforeAll(async () => {
    const keys = await Promise.all(
      Array.from({ length: LOAD.clients }, (_, i) => keyFromUri(`//Crowd//${i}`)),
    );
    await network.fund(keys, 2n * DEPOSIT);
    crowd.push(...(await network.createClients(keys)));
    for (let i = 0; i < crowd.length; i += 20)
      await Promise.all(crowd.slice(i, i + 20).map((client) => network.deposit(client, DEPOSIT)));
    for (const client of crowd) await network.untilBalance(client, DEPOSIT);
  });

  it(
    'a miner dies again and again: hardly a query fails, and every answer is paid for once',
    async () => {
      let isOver = false;
      const deaths = (async () => {
        let count = 0;
        for (; !isOver; count += 1) {
          await new Promise((resolve) => setTimeout(resolve, LOAD.dieMs));
          if (isOver) break;
          await network.killMiner(count % MINERS);
          await network.restartMiner(count % MINERS);
        }
        return count;
      })();
      const began = Date.now();
      const traffic = await makeTraffic({ url: network.url, clients: crowd, ms: LOAD.ms });
      isOver = true;
      const seconds = (Date.now() - began) / 1_000;
      const answered = sum(traffic.map((each) => each.answered));
      const failed = traffic.flatMap((each) => [...each.failed]);
      const failures = sum(failed.map(([, count]) => count));
      if (SLOW)
        process.stdout.write(
          `${crowd.length} clients, ${seconds.toFixed(0)} s: ${answered} answers (${(answered / seconds).toFixed(0)}/s), ` +
            `${failures} failed ${JSON.stringify(failed)}, ${await deaths} deaths of miners\n`,
        );
      else await deaths;
      expect(failures / (answered + failures), JSON.stringify(failed)).toBeLessThan(0.001);
      expect(answered).toBeGreaterThan(LOAD.clients);
      for (const [i, client] of crowd.entries())
        expect((await discrepancies(network, client, traffic[i]!.answered, DEPOSIT)).join('\n')).toBe('');
    },
    LOAD.ms + 120_000,
  );

  it(
    'kill -9 of the gateway under load: every question is answered and charged once',
    async () => {
      const before = await Promise.all(crowd.map((client) => network.balance(client)));
      const going = makeTraffic({ url: network.url, clients: crowd, ms: LOAD.killMs, insist: true });
      await new Promise((resolve) => setTimeout(resolve, LOAD.killMs / 3));
      await network.validator.kill();
      await network.startValidator();
      const traffic = await going;
      if (SLOW)
        process.stdout.write(
          `kill -9 under ${crowd.length} clients: ${sum(traffic.map((each) => each.answered))} answers\n`,
        );
      for (const { answered, failed } of traffic)
        expect([answered > 0, failed.size > 0], 'answered at last, and cut off before').toEqual([true, true]);
      for (const [i, client] of crowd.entries()) {
        const earlier = Number(before[i]!.chargedRao / PRICE);
        const wrong = await discrepancies(network, client, earlier + traffic[i]!.answered, DEPOSIT);
        expect(wrong.join('\n')).toBe('');
      }
    },
    LOAD.killMs + 120_000,
  );
});
