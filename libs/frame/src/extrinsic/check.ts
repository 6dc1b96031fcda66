import type { CallContext } from '../executive/call-context.js';
import type { AccountId } from '../dispatch/origin.js';
import { blake2_256 } from '../hash/hash.js';
import { fromHex } from '../scale/hex.js';
import { Writer } from '../scale/writer.js';
import type { DecodedExtrinsic } from './decode.js';
import { invalid, unknown } from './validity.js';

const KINDS = { Ed25519: 'ed25519', Sr25519: 'sr25519', Ecdsa: 'ecdsa' } as const;

/** Payloads longer than this are signed as their hash. */
const MAX_PLAIN_PAYLOAD = 256;

/**
 * Who signed, or undefined for an unsigned extrinsic.
 *
 * @throws TransactionRefused CannotLookup, BadProof, or what an extension says about the signed data.
 */
export function checkSignature(ctx: CallContext, extrinsic: DecodedExtrinsic): AccountId | undefined {
  const { signature, callBytes } = extrinsic;
  if (signature === undefined) return undefined;
  // AccountIdLookup knows plain account ids only.
  if (signature.address.type !== 'Id') throw unknown('CannotLookup');
  const who = signature.address.value;
  const payload = new Writer(512);
  payload.raw(callBytes);
  payload.raw(signature.extraBytes);
  ctx.linked.parts.extensions.forEach((extension, i) => {
    const additional = extension.additionalSigned(ctx, signature.extra[i]);
    ctx.codecs.of(extension.additional).write(payload, additional);
  });
  const plain = payload.finish();
  const message = plain.length > MAX_PLAIN_PAYLOAD ? blake2_256(plain) : plain;
  const { type, value } = signature.signature;
  if (!ctx.host.verifySignature(KINDS[type], fromHex(value), message, fromHex(who)))
    throw invalid('BadProof');
  return who;
}
