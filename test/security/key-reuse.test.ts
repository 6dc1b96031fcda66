/** One hotkey signs extrinsics and what passes between dendrite and axon: neither is ever the other. */
import { createHash } from 'node:crypto';
import { ApiPromise } from '@polkadot/api';
import { keyFromUri } from '@yumanet/chain-client';
import { signRequest, signResponse, verifyRequest, verifyResponse } from '@yumanet/subnet-kit/axon';
import { expect, it } from 'vitest';
import { ChainProcess, rpc } from '../support/chain-process.js';
import { connection } from '../support/connection.js';

const DOMAIN = 'yumanet-axon-';

it('what an axon or dendrite signs begins with a pallet that the runtime does not have', async () => {
  const chain = await ChainProcess.start(['--network', 'demo', '--sealing', 'instant']);
  const api = await ApiPromise.create(connection(chain.ready.rpc));
  try {
    expect(
      (await rpc<{ specVersion: number }>(chain.ready.http, 'state_getRuntimeVersion')).specVersion,
    ).toBe(185);
    const indices = api.runtimeMetadata.asLatest.pallets.map(({ index }) => index.toNumber());
    expect(indices.length).toBeGreaterThan(10);
    // An extrinsic is signed as its call, which begins with the pallet's index, or where it is long as a hash of 32 bytes.
    expect(indices).not.toContain(DOMAIN.charCodeAt(0));
  } finally {
    await api.disconnect();
    await chain.stop();
  }
});

it('a request, an answer and an extrinsic never have a signature in common', async () => {
  const [dendrite, axon] = await Promise.all([keyFromUri('//Alice'), keyFromUri('//Bob')]);
  const signed: Uint8Array[] = [];
  const spy = (key: typeof axon) => ({
    address: key.address,
    sign: (message: Uint8Array) => {
      signed.push(message);
      return key.sign(message);
    },
  });
  const fields = {
    netuid: 1,
    task: 'squares',
    axonHotkey: axon.address,
    body: Buffer.from('two'),
    nonce: 7n,
  };
  const request = signRequest(spy(dendrite), fields);
  const response = signResponse(spy(axon), request, Buffer.from('four'));
  await verifyRequest(request);
  await verifyResponse(request, response);
  expect(signed).toHaveLength(2);
  for (const message of signed) {
    expect(Buffer.from(message).toString().startsWith(DOMAIN) || message.length > 32).toBe(true);
    expect(Buffer.from(message).toString()).toMatch(/^yumanet-axon-(request|response)-v1\n/);
    expect(message.length).toBeGreaterThan(32);
  }
  // The axon's own signature is no request of it, nor the dendrite's an answer.
  const asRequest = { ...request, signature: response.signature };
  await expect(verifyRequest(asRequest)).rejects.toMatchObject({ code: 'BAD_SIGNATURE' });
  const asAnswer = { ...response, signature: request.signature };
  await expect(verifyResponse(request, asAnswer)).rejects.toMatchObject({ code: 'ANSWER_UNSIGNED' });
  // And an extrinsic that is long is signed as a hash, which is no text of ours.
  const hash = createHash('blake2b512').update('call').digest().subarray(0, 32);
  const other = { ...request, signature: Buffer.from(dendrite.sign(hash)) };
  await expect(verifyRequest(other)).rejects.toMatchObject({ code: 'BAD_SIGNATURE' });
});
