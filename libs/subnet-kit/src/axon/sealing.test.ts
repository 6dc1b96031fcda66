import { cryptoWaitReady, encodeAddress, sr25519PairFromSeed, sr25519Sign } from '@polkadot/util-crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { SealingKey, sealTask, signSealingKey, verifySealingKey, type SealContext } from './sealing.js';
import type { HotkeySigner } from './signature.js';

let axon: HotkeySigner;
let other: HotkeySigner;
let key: SealingKey;
beforeAll(async () => {
  await cryptoWaitReady();
  [axon, other] = [signer(2), signer(3)];
  key = await SealingKey.of(new Uint8Array(32).fill(9));
});

function signer(seed: number): HotkeySigner {
  const pair = sr25519PairFromSeed(new Uint8Array(32).fill(seed));
  return { address: encodeAddress(pair.publicKey, 42), sign: (message) => sr25519Sign(message, pair) };
}

const context = (change: Partial<SealContext> = {}): SealContext => ({
  ...{ axonHotkey: axon.address, dendriteHotkey: other.address, nonce: 7n },
  requestId: '4b7c1c0e-6a1e-4a4e-9d07-30f7e0b6d9a1',
  ...change,
});
const bytes = (text: string) => Buffer.from(text);
const text = (opened: Uint8Array) => Buffer.from(opened).toString();

describe('a sealed task', () => {
  it('is read by the axon, and its answer by who asked', async () => {
    const sealed = await sealTask(key.publicKey, context(), bytes('a secret'));
    expect(Buffer.from(sealed.body).includes('secret')).toBe(false);
    const opened = await key.open(context(), sealed.body);
    expect(text(opened.task)).toBe('a secret');
    const pieces = ['one', 'two'].map((each) => opened.sealPiece(bytes(each)));
    expect(pieces.map((piece) => text(sealed.openPiece(piece)))).toEqual(['one', 'two']);
  });

  it('is read after a restart: the same secret is the same key', async () => {
    const again = await SealingKey.of(new Uint8Array(32).fill(9));
    const { body } = await sealTask(key.publicKey, context(), bytes('a secret'));
    expect(text((await again.open(context(), body)).task)).toBe('a secret');
  });

  it.each<[string, Partial<SealContext>]>([
    ['another dendrite', { dendriteHotkey: '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY' }],
    ['another axon', { axonHotkey: '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY' }],
    ['another nonce', { nonce: 8n }],
    ['another request', { requestId: '4b7c1c0e-6a1e-4a4e-9d07-30f7e0b6d9a2' }],
  ])('does not open for %s', async (_what, change) => {
    const { body } = await sealTask(key.publicKey, context(), bytes('a secret'));
    await expect(key.open(context(change), body)).rejects.toMatchObject({ code: 'SEAL_BROKEN' });
  });

  it('does not open with another key, changed, cut or empty', async () => {
    const another = await SealingKey.of(new Uint8Array(32).fill(8));
    const { body } = await sealTask(key.publicKey, context(), bytes('a secret'));
    await expect(another.open(context(), body)).rejects.toMatchObject({ code: 'SEAL_BROKEN' });
    const changed = Buffer.from(body);
    changed[40]! ^= 1;
    for (const broken of [changed, body.subarray(0, 40), new Uint8Array()])
      await expect(key.open(context(), broken)).rejects.toMatchObject({ code: 'SEAL_BROKEN' });
  });

  it('has no answer in another order, doubled, or with a piece missing', async () => {
    const sealed = await sealTask(key.publicKey, context(), bytes('?'));
    const opened = await key.open(context(), sealed.body);
    const [one, two] = ['one', 'two'].map((each) => opened.sealPiece(bytes(each))) as [
      Uint8Array,
      Uint8Array,
    ];
    const broken = expect.objectContaining({ code: 'SEAL_BROKEN' }) as Error;
    expect(() => sealed.openPiece(two)).toThrow(broken);
    expect(() => sealed.openPiece(one)).toThrow(broken);
    expect(() => sealed.openPiece(new Uint8Array(3))).toThrow(broken);
  });
});

describe('a sealing key', () => {
  it('is taken as its axon signed it', async () => {
    const said = signSealingKey(axon, key);
    expect(await verifySealingKey(axon.address, said)).toEqual(Buffer.from(key.publicKey));
  });

  it('is refused from another axon, changed, or of another length', async () => {
    const said = signSealingKey(axon, key);
    for (const broken of [
      signSealingKey(other, key),
      { ...said, publicKey: Buffer.alloc(32, 1) },
      { ...said, publicKey: said.publicKey.subarray(1) },
      { ...said, signature: Buffer.alloc(0) },
    ])
      await expect(verifySealingKey(axon.address, broken)).rejects.toMatchObject({ code: 'ANSWER_UNSIGNED' });
  });
});
