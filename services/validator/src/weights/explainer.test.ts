import { ExplainResponse, type ExplainRequest } from '@yumanet/proto/emission/v1';
import { IntentState, type ReceiptExplanation, type WeightsIntent } from '@yumanet/proto/validator/v1';
import { kitError, silentLogger, systemClock, withDeadline } from '@yumanet/service-kit';
import { randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { useNats } from '../../test/nats.js';
import { Explainer } from './explainer.js';
import { IntentStore } from './intent-store.js';

const nats = useNats();
const HOTKEY = Buffer.alloc(32, 7);
const NOW = new AbortController().signal;
const { INTENT_STATE_EFFECTIVE, INTENT_STATE_EXPIRED } = IntentState;

const intentOf = (epoch: number, state = INTENT_STATE_EFFECTIVE): WeightsIntent => ({
  netuid: 1,
  epoch: BigInt(epoch),
  uids: [1, 2],
  weights: [65_535, 30_000],
  versionKey: 3n,
  state,
  error: '',
  decidedAt: BigInt(epoch - 5),
  includedAt: BigInt(epoch - 3),
  commit: false,
  committedAt: 0n,
  sentAt: 0n,
  receipt: {
    epoch: BigInt(epoch),
    uid: 0,
    permit: true,
    masked: [],
    consensus: [65_535, 30_000],
    validatorTrust: 65_535,
    dividends: 40_000,
    emissionRao: 500n,
    explanation: undefined,
  },
});

/** What the service says of such a receipt. */
const answerOf = (block: bigint, payoutKnown = true): ExplainResponse => ({
  ...ExplainResponse.fromPartial({
    netuid: 1,
    block,
    uid: 0,
    hotkey: HOTKEY,
    numbers: { permitBefore: true, dividends: 40_000, serverEmissionRao: 0n, validatorEmissionRao: 500n },
    snapshotDigest: Buffer.alloc(32, Number(block % 256n)),
    payoutKnown,
  }),
  steps: [{ step: 'dividends', sentence: `Of block ${block}.` }],
});

type Answer = (request: ExplainRequest) => ExplainResponse | Promise<ExplainResponse>;

/** An explainer over a store on a real bus; how the emission service answers is the test's. */
async function open(epochs: readonly number[]) {
  const network = `test-${randomBytes(6).toString('hex')}`;
  const hotkey = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY';
  const own = { network, replicas: 1, netuid: 1, hotkey };
  const store = await IntentStore.load(nats.bus(), own);
  for (const epoch of epochs) await store.put(intentOf(epoch));
  const asked: bigint[] = [];
  const outcomes: string[] = [];
  const service = { answer: ((request) => answerOf(request.block ?? 0n)) as Answer };
  const explainer = new Explainer({
    emission: {
      explain: (request, { deadlineMs, signal }) => {
        asked.push(request.block ?? 0n);
        const wait = { clock: systemClock(), ms: deadlineMs, what: 'explain', signal };
        return withDeadline(wait, async () => service.answer(request));
      },
    },
    ...{ store, hotkey: HOTKEY, logger: silentLogger(), onAsked: (outcome) => void outcomes.push(outcome) },
  });
  const explanationOf = (epoch: number): ReceiptExplanation | undefined =>
    store.get(epoch)?.receipt?.explanation;
  const reload = () => IntentStore.load(nats.bus(), own);
  return { store, explainer, service, asked, outcomes, explanationOf, reload };
}
const refuse =
  (code: 'UNAVAILABLE' | 'NOT_FOUND'): Answer =>
  () =>
    Promise.reject(kitError(code, 'explain: as the test wants it'));

describe('explainer', () => {
  let on: Awaited<ReturnType<typeof open>>;
  beforeEach(async () => {
    on = await open([20, 30, 40]);
  });

  it('puts sentences, figures and digest into the receipts, the newest first, and asks once', async () => {
    await on.explainer.do(41, NOW);
    await on.explainer.do(42, NOW);
    expect(on.asked).toEqual([40n, 30n, 20n]);
    expect(on.outcomes).toEqual(['OK', 'OK', 'OK']);
    expect(on.explanationOf(30)).toMatchObject({
      unavailable: '',
      snapshotDigest: Buffer.alloc(32, 30),
      steps: [{ step: 'dividends', sentence: 'Of block 30.' }],
      numbers: { dividends: 40_000, validatorEmissionRao: 500n },
      payoutKnown: true,
      differing: [],
    });
    // It is on the bus, not only here.
    expect((await on.reload()).get(30)?.receipt?.explanation?.snapshotDigest).toEqual(Buffer.alloc(32, 30));
  });

  it('an epoch whose payment is not final yet is not asked for', async () => {
    await on.explainer.do(40, NOW);
    expect(on.asked).toEqual([30n, 20n]);
  });

  it('names why there is none, asks the others later, and fills in when the service is back', async () => {
    on.service.answer = refuse('UNAVAILABLE');
    await on.explainer.do(41, NOW);
    expect(on.asked).toEqual([40n]);
    expect(on.explanationOf(40)?.unavailable).toBe('UNAVAILABLE');
    expect(on.store.get(40)?.receipt).toMatchObject({ dividends: 40_000, emissionRao: 500n });
    on.service.answer = ({ block = 0n }) => answerOf(block);
    for (let block = 42; block < 46; block++) await on.explainer.do(block, NOW);
    expect([20, 30, 40].map((epoch) => on.explanationOf(epoch)?.unavailable)).toEqual(['', '', '']);
  });

  it('an epoch that the service does not know is named, the others are asked for all the same', async () => {
    on.service.answer = (request) =>
      request.block === 40n ? refuse('NOT_FOUND')(request) : answerOf(request.block ?? 0n);
    await on.explainer.do(41, NOW);
    expect([20, 30, 40].map((epoch) => on.explanationOf(epoch)?.unavailable)).toEqual(['', '', 'NOT_FOUND']);
  });

  it('one that stays away is asked ever more rarely, and no more after 256 blocks', async () => {
    on = await open([40]);
    on.service.answer = refuse('UNAVAILABLE');
    for (let block = 40; block < 400; block++) await on.explainer.do(block, NOW);
    expect(on.asked.length).toBeGreaterThan(8);
    expect(on.asked.length).toBeLessThan(16);
    expect(on.explanationOf(40)?.unavailable).toBe('UNAVAILABLE');
  });

  it('a service that is behind: explained at once, the payout added when it knows it, never taken back', async () => {
    on = await open([40]);
    on.service.answer = ({ block = 0n }) => answerOf(block, false);
    await on.explainer.do(41, NOW);
    expect(on.explanationOf(40)).toMatchObject({ unavailable: '', payoutKnown: false });
    on.service.answer = refuse('UNAVAILABLE');
    await on.explainer.do(42, NOW);
    expect(on.explanationOf(40)).toMatchObject({ unavailable: '', payoutKnown: false });
    on.service.answer = ({ block = 0n }) => answerOf(block);
    await on.explainer.do(60, NOW);
    expect(on.explanationOf(40)).toMatchObject({ unavailable: '', payoutKnown: true });
  });

  it.each([
    ['of another epoch', (block: bigint) => answerOf(block - 10n)],
    ['without numbers', (block: bigint) => ({ ...answerOf(block), numbers: undefined })],
    ['without a digest', (block: bigint) => ({ ...answerOf(block), snapshotDigest: Buffer.alloc(0) })],
  ])('an answer %s is none', async (_, wrong) => {
    on.service.answer = ({ block = 0n }) => wrong(block);
    await on.explainer.do(41, NOW);
    expect(on.explanationOf(40)?.unavailable).toBe('EXPLANATION_MALFORMED');
  });

  it('numbers that the chain has otherwise are named', async () => {
    on.service.answer = ({ block = 0n }) => {
      const { numbers, ...rest } = answerOf(block);
      return { ...rest, numbers: numbers && { ...numbers, dividends: 39_999, validatorEmissionRao: 499n } };
    };
    await on.explainer.do(41, NOW);
    expect(on.explanationOf(40)?.differing).toEqual(['dividends', 'emissionRao']);
  });

  it('sentences without end are cut: what is kept fits the bus', async () => {
    const steps = Array.from({ length: 100 }, () => ({
      step: 'x'.repeat(100),
      sentence: 'y'.repeat(100_000),
    }));
    on.service.answer = ({ block = 0n }) => ({ ...answerOf(block), steps });
    await on.explainer.do(41, NOW);
    expect(on.explanationOf(40)?.steps.length).toBe(16);
    expect(on.explanationOf(40)?.steps.every(({ sentence }) => sentence.length === 600)).toBe(true);
  });

  it('an answer that is slow loses nothing that is written meanwhile', async () => {
    on = await open([40]);
    let answer: (value: ExplainResponse) => void = () => undefined;
    on.service.answer = () => new Promise((resolve) => (answer = resolve));
    const asking = on.explainer.do(41, NOW);
    await expect.poll(() => on.asked).toEqual([40n]);
    const later = [50, 60].map((epoch) => on.store.put(intentOf(epoch, INTENT_STATE_EXPIRED)));
    answer(answerOf(40n));
    await Promise.all([asking, ...later]);
    expect(on.explanationOf(40)?.unavailable).toBe('');
    expect((await on.reload()).list().map(({ epoch }) => Number(epoch))).toEqual([40, 50, 60]);
  });

  it('ends with its signal, and says nothing of that', async () => {
    on.service.answer = () => new Promise(() => undefined);
    const end = new AbortController();
    const asking = on.explainer.do(41, end.signal);
    await expect.poll(() => on.asked).toEqual([40n]);
    end.abort();
    await asking;
    expect(on.explanationOf(40)).toBeUndefined();
    expect(on.outcomes).toEqual([]);
  });
});
