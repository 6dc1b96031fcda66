import { cryptoWaitReady, encodeAddress, sr25519PairFromSeed, sr25519Sign } from '@polkadot/util-crypto';
import { beforeAll, expect, it } from 'vitest';
import type { HotkeySigner } from '../signature.js';
import { readSynapseBody, readSynapseHead, signSynapse, synapseHash, verifySynapse } from './message.js';

let dendrite: HotkeySigner;
beforeAll(async () => {
  await cryptoWaitReady();
  const pair = sr25519PairFromSeed(new Uint8Array(32).fill(1));
  dendrite = {
    address: encodeAddress(pair.publicKey, 42),
    sign: (message) => sr25519Sign(message, pair),
  };
});

const AXON = '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty';
const signed = () =>
  signSynapse(dendrite, {
    ...{ netuid: 1, task: 'squares', body: Buffer.from('2'), axonHotkey: AXON },
    ...{ nonce: 2n ** 60n + 1n, uuid: '1870034e-ebc9-11f1-b29e-02fc00000001', timeoutMs: 1_000 },
  });

it('a hash is that of the SDK', () => {
  // bittensor 7.2.0: YumanetTask(netuid="1", task="squares", body="eyJudW1iZXJzIjpbMSwyLDNdfQ==").body_hash
  expect(synapseHash('1', 'squares', 'eyJudW1iZXJzIjpbMSwyLDNdfQ==')).toBe(
    '8bea3ddc95f1e41c22100e40f7cd3d5b63a69f3bf14d1cf40a03b1e0e30516f7',
  );
});

it('a request is read as it was signed', async () => {
  const { head, headers, body } = signed();
  const read = readSynapseHead(headers);
  expect({ ...read, signature: Buffer.from(read.signature) }).toEqual({
    ...head,
    signature: Buffer.from(head.signature),
  });
  await expect(verifySynapse(read)).resolves.toBeUndefined();
  expect(readSynapseBody(read, Buffer.from(body))).toEqual({
    netuid: 1,
    task: 'squares',
    body: Buffer.from('2'),
  });
});

it.each([
  ['bt_header_dendrite_nonce', '1152921504606846978'],
  ['bt_header_dendrite_uuid', '1870034e-ebc9-11f1-b29e-02fc00000002'],
  ['bt_header_axon_hotkey', '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY'],
  ['bt_header_dendrite_hotkey', AXON],
  ['computed_body_hash', '0'.repeat(64)],
  ['bt_header_dendrite_signature', ''],
])('is refused with another %s', async (name, value) => {
  const head = readSynapseHead({ ...signed().headers, [name]: value });
  await expect(verifySynapse(head)).rejects.toMatchObject({ code: 'BAD_SIGNATURE' });
});

it.each([
  ['bt_header_dendrite_nonce', '-1'],
  ['bt_header_dendrite_nonce', undefined],
  ['bt_header_dendrite_signature', '0x12'],
  ['computed_body_hash', 'none'],
])('is refused with a %s that is none: %s', (name, value) => {
  expect(() => readSynapseHead({ ...signed().headers, [name]: value })).toThrow(name);
});

it.each([
  ['no JSON', '{', 'REQUEST_INVALID'],
  ['fields of another type', '{"netuid":1,"task":"squares","body":"Mg=="}', 'REQUEST_INVALID'],
  ['a body that is no base64', '{"netuid":"1","task":"squares","body":"?"}', 'REQUEST_INVALID'],
  ['another body', '{"netuid":"1","task":"squares","body":"Mw=="}', 'BAD_SIGNATURE'],
  ['another task', '{"netuid":"1","task":"cubes","body":"Mg=="}', 'BAD_SIGNATURE'],
])('is refused with %s', (_what, body, code) => {
  const { head } = signed();
  let thrown: unknown;
  try {
    readSynapseBody(head, Buffer.from(body));
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toMatchObject({ code });
});
