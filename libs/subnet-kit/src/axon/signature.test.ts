import { cryptoWaitReady, encodeAddress, sr25519PairFromSeed, sr25519Sign } from '@polkadot/util-crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { signRequest, signResponse, verifyRequest, verifyResponse, type HotkeySigner } from './signature.js';

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

const ID = '4b7c1c0e-6a1e-4a4e-9d07-30f7e0b6d9a1';
const request = (change = {}) =>
  signRequest(dendrite, {
    netuid: 1,
    task: 'squares',
    axonHotkey: axon.address,
    body: Buffer.from('two'),
    nonce: 7n,
    ...change,
  });

describe('a request', () => {
  it('is taken as it was signed', async () => {
    await expect(verifyRequest(request())).resolves.toBeUndefined();
  });

  it.each([
    ['netuid', 2],
    ['task', 'cubes'],
    ['nonce', 8n],
    ['requestId', ID],
    ['body', Buffer.from('three')],
    ['sealed', true],
    ['signature', Buffer.alloc(64, 1)],
    ['signature', Buffer.alloc(63, 1)],
  ])('is refused with another %s', async (field, value) => {
    const changed = { ...request(), [field]: value };
    await expect(verifyRequest(changed)).rejects.toMatchObject({ code: 'BAD_SIGNATURE' });
  });

  it('is refused under another name, and for another axon', async () => {
    const other = { ...request(), dendriteHotkey: axon.address };
    await expect(verifyRequest(other)).rejects.toMatchObject({ code: 'BAD_SIGNATURE' });
    const elsewhere = { ...request(), axonHotkey: dendrite.address };
    await expect(verifyRequest(elsewhere)).rejects.toMatchObject({ code: 'BAD_SIGNATURE' });
  });

  it('is refused unsigned', async () => {
    const unsigned = { ...request(), signature: Buffer.alloc(0) };
    await expect(verifyRequest(unsigned)).rejects.toMatchObject({ code: 'UNSIGNED' });
  });

  it.each([
    ['netuid', 70_000],
    ['task', 'two\nlines'],
    ['requestId', 'no uuid'],
    ['dendriteHotkey', 'nobody'],
    ['axonHotkey', ''],
  ])('is refused with a %s that is none', async (field, value) => {
    const changed = { ...request(), [field]: value };
    await expect(verifyRequest(changed)).rejects.toMatchObject({ code: 'REQUEST_INVALID' });
  });
});

describe('an answer', () => {
  it('is taken as it was signed', async () => {
    const asked = request();
    await expect(verifyResponse(asked, signResponse(axon, asked, Buffer.from('4')))).resolves.toBeUndefined();
  });

  it('is none to another request', async () => {
    const answer = signResponse(axon, request(), Buffer.from('4'));
    await expect(verifyResponse(request(), answer)).rejects.toMatchObject({ code: 'ANSWER_UNSIGNED' });
  });

  it.each([
    ['with another body', { body: Buffer.from('5') }],
    ['unsigned', { signature: Buffer.alloc(0) }],
  ])('is refused %s', async (_what, change) => {
    const asked = request();
    const answer = { ...signResponse(axon, asked, Buffer.from('4')), ...change };
    await expect(verifyResponse(asked, answer)).rejects.toMatchObject({ code: 'ANSWER_UNSIGNED' });
  });

  it('is refused from somebody else', async () => {
    const asked = request();
    const answer = signResponse(dendrite, asked, Buffer.from('4'));
    await expect(verifyResponse(asked, answer)).rejects.toMatchObject({ code: 'ANSWER_UNSIGNED' });
  });
});
