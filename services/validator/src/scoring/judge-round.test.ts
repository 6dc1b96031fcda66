import type { MinerAnswer, PartAnswers, RoundPlan } from '@yumanet/proto/validator/v1';
import type { AnyMechanism } from '@yumanet/subnet-kit';
import { formatAccount } from '@yumanet/units';
import { expect, it } from 'vitest';
import { judgeRound } from './judge-round.js';

const hotkey = (uid: number) => Buffer.alloc(32, uid);
const address = (uid: number) => formatAccount(hotkey(uid).toString('hex'));
const text = {
  encode: (said: unknown) => Buffer.from(String(said)),
  decode: (bytes: Uint8Array) => {
    if (bytes.length === 0) throw new TypeError('no answer');
    return Buffer.from(bytes).toString();
  },
};
/** An answer is worth what it says, and everybody's worth is the best one's share. */
const mechanism = {
  task: { codec: text },
  handler: { codec: text },
  score: {
    score: (round: { asks: Map<string, unknown> }, answers: Map<string, string>) => {
      const worth = (who: string) => Number(answers.get(who) ?? 0);
      return new Map([...round.asks.keys()].map((who) => [who, worth(who)]));
    },
    remember: (round: { asks: Map<string, unknown> }, _: unknown, memories: Map<string, Uint8Array>) =>
      new Map(
        [...round.asks.keys()].map((who) => [
          who,
          Buffer.concat([memories.get(who) ?? Buffer.alloc(0), Buffer.from('+')]),
        ]),
      ),
  },
} as unknown as AnyMechanism;

const plan: RoundPlan = {
  ...{ version: 1, block: 9n, seed: 's', queryMs: 100, parts: 2 },
  miners: [1, 2, 3, 4].map((uid) => ({
    ...{ uid, hotkey: hotkey(uid), registeredAt: 5n, memory: Buffer.from('m'), part: uid > 2 ? 1 : 0 },
    ...{ axonAddress: '', axonServedAt: 0n, axonProtocol: 'grpc' },
  })),
};
const made = { asks: new Map([1, 2, 3, 4].map((uid) => [address(uid), uid])), secret: 0 };
const answer = (uid: number, body: string, error = ''): MinerAnswer => ({
  ...{ uid, error, detail: '', latencyMs: uid },
  body: Buffer.from(body),
});
const part = (...answers: MinerAnswer[]): PartAnswers => ({ answers, worker: 'w' });
const judge = (...parts: PartAnswers[]) => judgeRound(mechanism, made, plan, parts);

it('a verdict of each who was asked, in whatever order the parts came', async () => {
  const parts = [part(answer(1, '0.5'), answer(2, '7')), part(answer(3, '', 'UNAVAILABLE'), answer(4, ''))];
  const verdict = await judge(...parts);
  expect(verdict.map(({ uid, error, score, size }) => [uid, error, score, size])).toEqual([
    [1, '', 0.5, 3],
    [2, '', 1, 1],
    [3, 'UNAVAILABLE', undefined, 0],
    [4, 'INTERNAL', undefined, 0],
  ]);
  expect(verdict[0]).toMatchObject({ memory: Buffer.from('m+'), registeredAt: 5n, latencyMs: 1 });
  expect(verdict[0]?.askedDigest).toHaveLength(32);
  expect(await judge(...parts.reverse())).toEqual(verdict);
});

it('whom no worker asked is not judged, nor remembered', async () => {
  expect((await judge(part(answer(1, '0.5'), answer(2, '0.2')))).map(({ uid }) => uid)).toEqual([1, 2]);
});
