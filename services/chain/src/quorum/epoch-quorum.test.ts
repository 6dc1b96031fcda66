import { AgreedYuma, epochResultCodec, resultPayload } from '@yumanet/subtensor';
import { createYuma, packRows, type EpochInput2024 } from '@yumanet/yuma-core';
import { describe, expect, it } from 'vitest';
import { EpochQuorum, type ExcludedWorker, type IgnoredResult } from './epoch-quorum.js';

const GENESIS = '11'.repeat(32);
const WORKERS = [1, 2, 3, 4].map((digit) => `0${digit}`.repeat(32));
const [A, B, C, D] = WORKERS as [string, string, string, string];
const codec = epochResultCodec();
const reference = createYuma({ backend: 'reference' });

const INPUT: EpochInput2024 = {
  ruleset: '2024',
  n: 3,
  currentBlock: 100n,
  activityCutoff: 5_000n,
  lastUpdate: BigUint64Array.from([90n, 0n, 0n]),
  blockAtRegistration: BigUint64Array.from([1n, 2n, 3n]),
  validatorPermit: Uint8Array.from([1, 0, 0]),
  maxAllowedValidators: 1,
  kappa: 32_767,
  bondsMovingAverage: 900_000n,
  raoEmission: 1_000_000_007n,
  stake: BigUint64Array.from([1_000n, 0n, 0n]),
  weights: packRows([[1, 65_535, 2, 20_000], [], []]),
  bonds: packRows([[], [], []]),
};
const OUTPUT = reference.runEpoch(INPUT);
const HONEST = codec.encode(OUTPUT);
const LIE = codec.encode({ ...OUTPUT, serverEmissionRao: OUTPUT.serverEmissionRao.map((rao) => rao + 1n) });

/** A signature here is the worker's key, twice: the real one is the node's business. */
function quorumOf(quorum: number) {
  const excluded: ExcludedWorker[] = [];
  const ignored: IgnoredResult[] = [];
  let computed = 0;
  const yuma = new AgreedYuma({
    ...reference,
    backend: 'reference',
    runEpoch: (input) => {
      computed++;
      return reference.runEpoch(input);
    },
    whenReady: () => reference.whenReady(),
    runEpochs: (inputs) => reference.runEpochs(inputs),
    dispose: () => undefined,
  });
  const judge = new EpochQuorum({
    genesisHash: GENESIS,
    workers: WORKERS,
    quorum,
    yuma,
    verify: (signature, message, signer) =>
      message.length === 23 + 96 && Buffer.from(signature).equals(Buffer.concat([signer, signer])),
    onExcluded: (found) => excluded.push(found),
    onIgnored: (why) => ignored.push(why),
  });
  const { digest, agreed } = judge.open(INPUT, 100);
  const hear = (worker: string, result: Uint8Array = HONEST, changes: object = {}): void => {
    const key = Buffer.from(worker, 'hex');
    const signature = Buffer.concat([key, key]);
    judge.hear({
      digest: Buffer.from(digest, 'hex'),
      worker: key,
      result: Buffer.from(result),
      signature,
      ...changes,
    });
  };
  return { judge, yuma, digest, agreed, hear, excluded, ignored, computed: () => computed };
}

describe('a quorum', () => {
  it('an output survives its message to the bit', () => {
    expect(codec.decode(HONEST)).toEqual(OUTPUT);
    expect(() => codec.decode(HONEST.subarray(1))).toThrow();
    expect(resultPayload(GENESIS, '22'.repeat(32), HONEST)).toHaveLength(23 + 96);
  });

  it.each([1, 2, 4])('%i workers agree: the block takes their word, and nobody computes again', async (q) => {
    const { judge, yuma, agreed, hear, computed } = quorumOf(q);
    for (const worker of WORKERS.slice(0, q)) hear(worker);
    await agreed;
    expect(judge.computeRest()).toBe(0);
    expect(yuma.runEpoch(INPUT)).toEqual(OUTPUT);
    expect(computed()).toBe(0);
  });

  it('a liar is named, and the others are believed', async () => {
    const { agreed, hear, excluded, yuma, ignored } = quorumOf(2);
    hear(C, LIE);
    hear(A);
    hear(B);
    await agreed;
    expect(excluded).toMatchObject([{ worker: C, block: 100, reason: 'wrong result' }]);
    expect(yuma.runEpoch(INPUT)).toEqual(OUTPUT);
    hear(C);
    expect(ignored).toEqual(['excluded worker']);
  });

  it('one that lies late is named too, an honest late one is not', async () => {
    const { agreed, hear, excluded } = quorumOf(1);
    hear(A);
    await agreed;
    hear(B);
    hear(D, LIE);
    expect(excluded).toMatchObject([{ worker: D, reason: 'wrong result' }]);
  });

  it('no agreement by the deadline: the chain computes it, and knows who lied', () => {
    const { judge, hear, excluded, yuma, computed } = quorumOf(2);
    hear(A);
    hear(C, LIE);
    expect(judge.computeRest()).toBe(1);
    expect(judge.computeRest()).toBe(0);
    expect(excluded).toMatchObject([{ worker: C }]);
    expect(yuma.runEpoch(INPUT)).toEqual(OUTPUT);
    expect(computed()).toBe(1);
  });

  it('the same word twice counts once', () => {
    const { judge, hear, ignored } = quorumOf(2);
    hear(A);
    hear(A);
    expect(ignored).toEqual(['repeated']);
    expect(judge.computeRest()).toBe(1);
  });

  it('two words of one worker: it is not heard any more', () => {
    const { hear, excluded, judge } = quorumOf(2);
    hear(A);
    hear(A, LIE);
    hear(B);
    expect(excluded).toMatchObject([{ worker: A, reason: 'contradicted itself' }]);
    expect(judge.heard).toBe(3);
    expect(judge.computeRest()).toBe(1);
  });

  it('strangers, bad signatures, other epochs, oversize and rubbish are ignored or named', () => {
    const { hear, ignored, excluded } = quorumOf(1);
    hear('77'.repeat(32));
    hear(A, HONEST, { signature: Buffer.alloc(64) });
    hear(A, HONEST, { signature: Buffer.alloc(3) });
    hear(A, new Uint8Array(5_000_000));
    hear(A, HONEST, { digest: Buffer.alloc(32) });
    expect(ignored).toEqual(['unknown worker', 'bad signature', 'malformed', 'malformed', 'unknown epoch']);
    hear(B, Uint8Array.of(1, 2, 3));
    expect(excluded).toMatchObject([{ worker: B, reason: 'no result' }]);
  });

  it('subnets of equal inputs have one epoch between them', async () => {
    const { judge, digest, hear } = quorumOf(1);
    const twin = judge.open(INPUT, 100);
    expect(twin.digest).toBe(digest);
    hear(A);
    await twin.agreed;
    expect(judge.computeRest()).toBe(0);
  });

  it('inputs are recorded without being computed', () => {
    const { yuma, computed } = quorumOf(1);
    expect(yuma.record(() => void yuma.runEpoch(INPUT))).toEqual([INPUT]);
    expect(computed()).toBe(0);
    expect(yuma.runEpoch(INPUT)).toEqual(OUTPUT);
  });
});
