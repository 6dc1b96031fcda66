import type { Call } from '@polkadot/types/interfaces';
import type { SignatureOptions } from '@polkadot/types/types';
import { blake2AsU8a } from '@yumanet/polkadot/util-crypto';
import { clientError } from '../errors.js';
import { toHex } from '../hex.js';
import type { Key } from '../keys/key.js';
import type { LoadedRuntime } from '../metadata/load-runtime.js';
import { checkExtensions } from '../metadata/signed-extensions.js';
import type { Head, Hex } from '../source.js';

export interface SignOptions {
  readonly nonce: number;
  /** The block from which the signature is valid; its hash is signed. */
  readonly birth: Head;
  /** Blocks it stays valid: a power of two from 4 to 65,536; 0: for ever, which also lets anybody replay it on a reset chain. */
  readonly eraBlocks: number;
  readonly tipRao?: bigint;
}

export interface SignedExtrinsic {
  /** With its length prefix. */
  readonly bytes: Uint8Array;
  readonly hash: Hex;
  readonly nonce: number;
  /** Height of the block from which it is valid. */
  readonly birth: number;
  /** The last block that may hold it; undefined for an immortal one. */
  readonly death: number | undefined;
}

/** Signs a call. @throws ServiceError INVALID_ARGUMENT */
export function signExtrinsic(
  runtime: LoadedRuntime,
  call: Call,
  key: Key,
  options: SignOptions,
): SignedExtrinsic {
  const { registry, facts } = runtime;
  const { nonce, birth, eraBlocks, tipRao = 0n } = options;
  const { unknown } = checkExtensions(runtime.metadata);
  if (unknown.length > 0) {
    throw clientError(
      'METADATA_MISMATCH',
      `signing: expected known signed extensions, got ${unknown.join(', ')}`,
    );
  }
  const mortal = eraBlocks !== 0;
  if (mortal && (eraBlocks < 4 || eraBlocks > 65_536 || (eraBlocks & (eraBlocks - 1)) !== 0)) {
    throw clientError(
      'INVALID_ARGUMENT',
      `eraBlocks: expected 0 or a power of two from 4 to 65536, got ${eraBlocks}`,
    );
  }
  const era = mortal
    ? registry.createType('ExtrinsicEra', { current: birth.number, period: eraBlocks })
    : registry.createType('ExtrinsicEra');
  const extrinsic = registry.createType('Extrinsic', ownCall(runtime, call), { version: 4 });
  const { specVersion, transactionVersion } = facts;
  extrinsic.sign(key, {
    blockHash: mortal ? birth.hash : facts.genesisHash,
    genesisHash: facts.genesisHash,
    era,
    nonce,
    runtimeVersion: { specVersion, transactionVersion } as unknown as SignatureOptions['runtimeVersion'],
    signedExtensions: registry.signedExtensions,
    tip: tipRao,
  });
  const bytes = extrinsic.toU8a();
  return {
    bytes,
    hash: extrinsicHash(bytes),
    nonce,
    birth: birth.number,
    death: mortal ? era.asMortalEra.death(birth.number) - 1 : undefined,
  };
}

/** A call made with another runtime's metadata is taken over only where it still has the same index. */
function ownCall({ registry, decorated }: LoadedRuntime, call: Call): Call {
  if (call.registry === registry) return call;
  const same = decorated.tx[call.section]?.[call.method];
  if (same && Buffer.compare(same.callIndex, call.callIndex) === 0) {
    return registry.createType('Call', call.toU8a());
  }
  const name = `${call.section}.${call.method}`;
  throw clientError('METADATA_MISMATCH', `call: expected one of this runtime, got ${name} of another`, {
    items: name,
  });
}

/** Hash of an extrinsic with its length prefix. */
export function extrinsicHash(bytes: Uint8Array): Hex {
  return toHex(blake2AsU8a(bytes, 256));
}
