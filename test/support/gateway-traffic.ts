import { isReceiptSigned, receiptOf } from '@yumanet/validator';
import OpenAI from 'openai';
import type { GatewayClient, GatewayNetwork } from './gateway-network.js';

export interface Traffic {
  /** Answers that came whole. */
  answered: number;
  /** Errors as clients saw them, by code. */
  readonly failed: Map<string, number>;
}

export interface TrafficOptions {
  readonly url: string;
  readonly clients: readonly GatewayClient[];
  /** Milliseconds. */
  readonly ms: number;
  /**
   * Every query is repeated with its idempotency key until it is answered, also the one that is open when the time is over: for a
   * gateway that dies.
   */
  readonly insist?: boolean;
}

const MODEL = 'text-generation';
/** How long an open query is still repeated after the time is over: a gateway starts in seconds. */
const INSIST_MS = 60_000;

/**
 * Every client asks one question after the other, each second one as a stream, through OpenAI's own client without its retries.
 *
 * @returns of each client, in order.
 * @throws Error for a query that stays open for a minute after the time is over (only with `insist`).
 */
export function makeTraffic({ url, clients, ms, insist = false }: TrafficOptions): Promise<Traffic[]> {
  const until = Date.now() + ms;
  return Promise.all(
    clients.map(async ({ key, id }) => {
      const openai = new OpenAI({ apiKey: key, baseURL: `${url}/v1`, maxRetries: 0, timeout: 60_000 });
      const traffic: Traffic = { answered: 0, failed: new Map() };
      let isOpen = false;
      for (let n = 0; Date.now() < until || isOpen;) {
        const headers = insist ? { 'idempotency-key': `${id}/${n}` } : {};
        const error = await ask(openai, `question ${n}`, n % 2 === 1, headers);
        if (error === undefined) traffic.answered += 1;
        else traffic.failed.set(error, (traffic.failed.get(error) ?? 0) + 1);
        isOpen = insist && error !== undefined;
        if (isOpen && Date.now() > until + INSIST_MS)
          throw new Error(`${id}/${n}: expected an answer at last, got ${error}`);
        if (!isOpen) n += 1;
        else await new Promise((resolve) => setTimeout(resolve, 200));
      }
      return traffic;
    }),
  );
}

/** One question. @returns undefined for an answer with its end; else what went wrong. */
async function ask(
  openai: OpenAI,
  content: string,
  stream: boolean,
  headers: Record<string, string>,
): Promise<string | undefined> {
  const question = { model: MODEL, messages: [{ role: 'user' as const, content }], max_tokens: 8 };
  try {
    let end: string | null | undefined;
    if (stream)
      for await (const { choices } of await openai.chat.completions.create(
        { ...question, stream },
        { headers },
      ))
        end = choices[0]?.finish_reason ?? end;
    else end = (await openai.chat.completions.create(question, { headers })).choices[0]?.finish_reason;
    return end === 'stop' ? undefined : 'NO_END';
  } catch (error) {
    return error instanceof OpenAI.APIError && error.code ? error.code : whyOf(error);
  }
}

/** What a failed connection says at its root. */
function whyOf(error: unknown): string {
  for (let each = error; each instanceof Error; each = each.cause)
    if (typeof (each as { code?: unknown }).code === 'string') return (each as { code?: string }).code!;
  return String(error);
}

export const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

/** What is wrong with a client's books, after so many answers; nothing: []. */
export async function discrepancies(
  network: GatewayNetwork,
  client: GatewayClient,
  answered: number,
  depositedRao: bigint,
): Promise<string[]> {
  const { balanceRao, reservedRao, creditedRao, chargedRao } = await network.balance(client);
  const receipts = await allReceipts(network, client);
  const charged = receipts.reduce((total, { priceRao }) => total + BigInt(priceRao), 0n);
  const last = receipts.at(-1);
  // What a receipt says of the balance is right where nothing else was open: nothing is now, after the last.
  const isSigned = last === undefined || (await isReceiptSigned(receiptOf(last)));
  const checks: [boolean, string][] = [
    [creditedRao === depositedRao, `credited: expected ${depositedRao}, got ${creditedRao}`],
    [reservedRao === 0n, `reserved: expected 0, got ${reservedRao}`],
    [chargedRao === charged, `charged: expected ${charged} as on receipts, got ${chargedRao}`],
    [
      balanceRao === creditedRao - chargedRao,
      `balance: expected ${creditedRao - chargedRao}, got ${balanceRao}`,
    ],
    [
      chargedRao === BigInt(answered) * network.priceRao,
      `receipts: expected ${answered}, got ${receipts.length}`,
    ],
    [new Set(receipts.map(({ queryId }) => queryId)).size === receipts.length, 'a query was charged twice'],
    [isSigned, `the last receipt: expected the gateway’s signature, got another`],
    [last === undefined || BigInt(last.balanceAfterRao) === balanceRao, 'the last receipt: another balance'],
  ];
  return checks.flatMap(([isRight, what]) => (isRight ? [] : [`${client.id} ${what}`]));
}

type ToldReceipt = Parameters<typeof receiptOf>[0];

async function allReceipts(network: GatewayNetwork, { key }: GatewayClient): Promise<ToldReceipt[]> {
  const receipts: ToldReceipt[] = [];
  for (;;) {
    const path = `/v1/receipts?limit=1000&after=${receipts.at(-1)?.number ?? 0}`;
    const response = await fetch(network.url + path, { headers: { authorization: `Bearer ${key}` } });
    const page = (await response.json()) as { data: ToldReceipt[]; hasMore: boolean };
    receipts.push(...page.data);
    if (!page.hasMore) return receipts;
  }
}
