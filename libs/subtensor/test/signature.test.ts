import type { GenericExtrinsic } from '@polkadot/types';
import { Metadata, TypeRegistry } from '@polkadot/types';
import { sr25519PairFromSeed, sr25519Sign, sr25519Verify, cryptoWaitReady } from '@polkadot/util-crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { OpaqueMetadata, fromHex, option, toHex } from '@yumanet/frame';
import { finney202406 } from '@yumanet/subtensor';
import { TestChain, account } from '@yumanet/subtensor/testing';

const host = {
  verifySignature: (kind: string, signature: Uint8Array, message: Uint8Array, signer: Uint8Array): boolean =>
    kind === 'sr25519' && sr25519Verify(message, signature, signer),
};

describe('an extrinsic that @polkadot/types built and sr25519 signed', () => {
  beforeAll(() => cryptoWaitReady());

  function signedTransfer(
    chain: TestChain,
    who: Uint8Array,
    pair: Parameters<typeof sr25519Sign>[1],
    version = 185,
  ) {
    const registry = new TypeRegistry();
    const encoded = chain.call('Metadata_metadata_at_version', Uint8Array.of(14, 0, 0, 0));
    const metadata = new Metadata(registry, chain.decode(option(OpaqueMetadata), encoded));
    registry.setMetadata(metadata, undefined, {
      SubtensorSignedExtension: { extrinsic: {}, payload: {} },
      CommitmentsSignedExtension: { extrinsic: {}, payload: {} },
    });
    // Balances.transfer_keep_alive to account 02…02 of 10^9 rao.
    const call = registry.createType('Call', {
      callIndex: [5, 3],
      args: { dest: { Id: `0x${account(2)}` }, value: 1_000_000_000 },
    });
    const extrinsic = registry.createType<GenericExtrinsic>('Extrinsic', call, { version: 4 });
    const zero = `0x${'00'.repeat(32)}`;
    const options = {
      blockHash: chain.blocks[0]?.hash === undefined ? zero : `0x${chain.blocks[0].hash}`,
      era: registry.createType('ExtrinsicEra', { current: 1, period: 64 }),
      genesisHash: zero,
      nonce: 0,
      tip: 0,
      runtimeVersion: registry.createType<never>('RuntimeVersion', {
        specVersion: version,
        transactionVersion: 1,
      }),
    };
    const keypair = {
      address: `0x${toHex(who)}`,
      addressRaw: who,
      publicKey: who,
      sign: (message: Uint8Array) => Uint8Array.from([1, ...sr25519Sign(message, pair)]),
    };
    extrinsic.sign(keypair, options);
    return fromHex(toHex(extrinsic.toU8a(true)));
  }

  it('is accepted, mortal era and all; signed for another version it is not', () => {
    const pair = sr25519PairFromSeed(new Uint8Array(32).fill(7));
    const who = toHex(pair.publicKey);
    const chain = new TestChain(finney202406, { balances: { balances: [[who, 10n ** 10n]] } }, host);
    chain.block();
    const wrong = signedTransfer(chain, pair.publicKey, pair, 186);
    expect(chain.validate(wrong)).toMatchObject({ ok: false, value: { value: { type: 'BadProof' } } });
    const right = signedTransfer(chain, pair.publicKey, pair);
    expect(chain.validate(right)).toMatchObject({ ok: true });
    expect(chain.block(right).results).toMatchObject([{ ok: true, value: { ok: true } }]);
    expect(chain.free(account(2))).toBe(10n ** 9n);
  });
});
