import { keyFromUri } from '@yumanet/chain-client';
import { createMetrics, systemClock } from '@yumanet/service-kit';
import { loadMechanism } from '@yumanet/subnet-kit';
import { verifyResponse } from '@yumanet/subnet-kit/axon';
import { afterEach, expect, it } from 'vitest';
import { textAxon, type Fault, type TextAxon } from '../../../test/text-axon.js';
import { AxonClients } from '../../round/axon-clients.js';
import { risingNonces } from '../../round/nonces.js';
import { gatewayMetrics } from '../gateway-metrics.js';
import { OrganicTally } from '../organic/organic-tally.js';
import { textMechanism } from '../query/text-mechanism.js';
import { MinerHealth } from './miner-health.js';
import { Router } from './router.js';

const clock = systemClock();
const WORDS = ['in ', 'the ', 'beginning'];
const messages = [{ role: 'user' as const, content: 'go' }];
const never = new AbortController().signal;
const ends: (() => unknown)[] = [];
afterEach(async () => void (await Promise.all(ends.splice(0).map((end) => end()))));

/** A router to axons, asked in this order. */
async function world(...faults: readonly (Fault | undefined)[]) {
  const axons: TextAxon[] = await Promise.all(
    faults.map((fault, uid) =>
      // The first in the list is the first to be asked: its share of incentive is nearly all.
      textAxon(uid, WORDS, { incentive: 65_535 / 1_000 ** uid, ...(fault ? { fault } : {}) }),
    ),
  );
  const clients = new AxonClients(clock);
  const mechanism = await loadMechanism('text-generation');
  const tally = new OrganicTally();
  const key = await keyFromUri('//Alice');
  const counts = { taken: () => 0, waiting: () => 0, miners: () => 0 };
  ends.push(() => clients.close(), ...axons.map((axon) => axon.stop));
  const router = new Router({
    ...{ clock, tally, attempts: 3, random: () => 0.5 },
    asker: { key, netuid: 1, mechanism, clients, nonce: risingNonces(clock), uuid: 'u', queryMs: 5_000 },
    miners: () => axons.map(({ miner }) => miner),
    health: new MinerHealth({ clock, hedgeMs: 300 }),
    metrics: gatewayMetrics(createMetrics({ service: 'test', version: '0' }), counts),
  });
  const text = textMechanism(mechanism)!;
  const body = text.encode(messages, 8);
  const observed = () => {
    const seen = new Map(tally.take(() => 1).map(({ hotkey, score }) => [hotkey, score ?? 'silent']));
    return axons.map(({ miner }) => seen.get(miner.hotkey));
  };
  const stream = async (signal = never) => {
    const [pieces, uids]: [string[], number[]] = [[], []];
    await router.text(
      {
        body: (said) =>
          text.encode(said === '' ? messages : [...messages, { role: 'assistant', content: said }], 8),
        text: (piece) => text.text(piece),
        onText: (piece) => Promise.resolve(void pieces.push(piece)),
        onMiner: ({ uid }) => void uids.push(uid),
      },
      signal,
    );
    return { pieces, uids };
  };
  const whole = (signal = never) => router.whole(body, (bytes) => text.text({ body: bytes }), signal);
  return { axons, whole, stream, observed };
}

it('gives a whole answer with the miner’s signature upon it', async () => {
  const { whole, observed } = await world(undefined, undefined);
  const { answer, miner, body, proof } = await whole();
  expect([answer, miner.uid]).toEqual(['in the beginning', 0]);
  await verifyResponse(proof!.request, { body: Buffer.from(body), signature: Buffer.from(proof!.signature) });
  expect(observed()).toEqual([1, undefined]);
});

it.each(['breaks', 'forges', 'talks nonsense'] as const)(
  'a miner that %s: the next one is asked, whole and streamed; it counts against the first alone',
  async (fault) => {
    const { whole, stream, observed } = await world(fault, undefined);
    expect(await whole()).toMatchObject({ answer: 'in the beginning', miner: { uid: 1 } });
    const { pieces } = await stream();
    expect(pieces.join('')).toBe('in the beginning');
    expect(observed()).toEqual(['silent', 1]);
  },
);

it('a miner that sleeps: a second one is asked, and the first told to stop', async () => {
  const { whole, stream, axons } = await world('sleeps', undefined);
  expect(await whole()).toMatchObject({ miner: { uid: 1 } });
  expect(await stream()).toEqual({ pieces: WORDS, uids: [1] });
  expect(axons.map(({ asked }) => asked)).toEqual([2, 2]);
});

it('a miner that breaks in the middle: another goes on where it ended', async () => {
  const { stream } = await world('breaks midway', undefined);
  expect(await stream()).toEqual({ pieces: WORDS, uids: [0, 1] });
});

it('when all fail nobody is blamed, and no more are asked than may be', async () => {
  const { whole, axons, observed } = await world('breaks', 'breaks', 'breaks', undefined);
  await expect(whole()).rejects.toMatchObject({ code: 'MINERS_FAILED', data: { asked: 3 } });
  expect(axons.map(({ asked }) => asked)).toEqual([1, 1, 1, 0]);
  expect(observed()).toEqual([undefined, undefined, undefined, undefined]);
});

it('ends with its caller', async () => {
  const { whole, stream } = await world('sleeps');
  const gone = new AbortController();
  const ended = Promise.all([whole(gone.signal), stream(gone.signal)]);
  setTimeout(() => gone.abort(new Error('gone')), 50);
  await expect(ended).rejects.toThrow('gone');
});
