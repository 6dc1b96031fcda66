/**
 * Bodies that only the axon reads: HPKE (RFC 9180, base mode) with X25519, HKDF-SHA256 and AES-256-GCM.
 *
 * A sealed body is `enc` (32 bytes) and the ciphertext. `info` names the axon; the associated data are who asks, nonce and
 * request id, so that nobody else can have it opened under his own name. The answer's key is exported from the same context
 * (section 5.3); its pieces are sealed one after the other, each under its number: none can be left out, doubled or moved.
 */
import { createCipheriv, createDecipheriv, type webcrypto } from 'node:crypto';
import { Aes256Gcm, CipherSuite, HkdfSha256 } from '@hpke/core';
import { DhkemX25519HkdfSha256 } from '@hpke/dhkem-x25519';
import type { minerV1 } from '@yumanet/proto';
import { axonError } from './errors.js';
import { sealingKeyPayload } from './payload.js';
import { isSignedBy, type HotkeySigner } from './signature.js';

const KEY_BYTES = 32;
const TAG_BYTES = 16;
const NONCE_BYTES = 12;
const INFO_DOMAIN = 'yumanet-axon-body-v1';
const ANSWER = Buffer.from('yumanet-axon-answer-v1');

/** What a seal is bound to: fields of the request that carries it. */
export type SealContext = Pick<minerV1.QueryRequest, 'axonHotkey' | 'dendriteHotkey' | 'nonce' | 'requestId'>;

export interface SealedTask {
  /** The request's body; `sealed` is true. */
  readonly body: Uint8Array;
  /** Opens the pieces of the answer, in their order. @throws ServiceError SEAL_BROKEN */
  readonly openPiece: (sealed: Uint8Array) => Uint8Array;
}

export interface OpenedTask {
  readonly task: Uint8Array;
  /** Seals the pieces of the answer, in their order. */
  readonly sealPiece: (piece: Uint8Array) => Uint8Array;
}

const suite = (): CipherSuite =>
  new CipherSuite({ kem: new DhkemX25519HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });

/** An axon's own key. */
export class SealingKey {
  readonly #key: webcrypto.CryptoKeyPair;
  /** 32 bytes. */
  readonly publicKey: Uint8Array;

  private constructor(key: webcrypto.CryptoKeyPair, publicKey: Uint8Array) {
    this.#key = key;
    this.publicKey = publicKey;
  }

  /** @param secret 32 random bytes: the same secret, the same key. */
  static async of(secret: Uint8Array): Promise<SealingKey> {
    const { kem } = suite();
    const key = (await kem.deriveKeyPair(exact(secret))) as webcrypto.CryptoKeyPair;
    return new SealingKey(key, new Uint8Array(await kem.serializePublicKey(key.publicKey)));
  }

  /** @throws ServiceError SEAL_BROKEN */
  async open(context: SealContext, body: Uint8Array): Promise<OpenedTask> {
    try {
      const recipient = await suite().createRecipientContext({
        recipientKey: this.#key,
        enc: exact(body.subarray(0, KEY_BYTES)),
        info: infoOf(context),
      });
      const task = new Uint8Array(await recipient.open(exact(body.subarray(KEY_BYTES)), aadOf(context)));
      const key = Buffer.from(await recipient.export(exact(ANSWER), KEY_BYTES));
      let count = 0n;
      return { task, sealPiece: (piece) => seal(key, (count += 1n), piece) };
    } catch (error) {
      throw axonError(
        'SEAL_BROKEN',
        'body: expected one sealed to this axon, got another',
        {},
        { cause: error },
      );
    }
  }
}

/** @param publicKey of the axon, from an answer that `verifySealingKey` has taken. */
export async function sealTask(
  publicKey: Uint8Array,
  context: SealContext,
  task: Uint8Array,
): Promise<SealedTask> {
  const hpke = suite();
  const sender = await hpke.createSenderContext({
    recipientPublicKey: (await hpke.kem.deserializePublicKey(exact(publicKey))) as webcrypto.CryptoKey,
    info: infoOf(context),
  });
  const sealed = await sender.seal(exact(task), aadOf(context));
  const key = Buffer.from(await sender.export(exact(ANSWER), KEY_BYTES));
  let count = 0n;
  return {
    body: Buffer.concat([Buffer.from(sender.enc), Buffer.from(sealed)]),
    openPiece: (piece) => open(key, (count += 1n), piece),
  };
}

/** What an axon says to GetSealingKey. */
export function signSealingKey(axon: HotkeySigner, { publicKey }: SealingKey): minerV1.GetSealingKeyResponse {
  return {
    axonHotkey: axon.address,
    publicKey: Buffer.from(publicKey),
    signature: Buffer.from(axon.sign(sealingKeyPayload(axon.address, publicKey))),
  };
}

/**
 * The key of an axon.
 *
 * @throws ServiceError ANSWER_UNSIGNED for a key that this hotkey did not sign.
 */
export async function verifySealingKey(
  axonHotkey: string,
  { publicKey, signature }: minerV1.GetSealingKeyResponse,
): Promise<Uint8Array> {
  const isKey = publicKey.length === KEY_BYTES;
  if (isKey && (await isSignedBy(axonHotkey, signature, sealingKeyPayload(axonHotkey, publicKey))))
    return publicKey;
  throw axonError('ANSWER_UNSIGNED', `sealing key: expected one signed by ${axonHotkey}, got none`, {
    axonHotkey,
  });
}

function seal(key: Uint8Array, count: bigint, piece: Uint8Array): Uint8Array {
  const cipher = createCipheriv('aes-256-gcm', key, nonceOf(count));
  return Buffer.concat([cipher.update(piece), cipher.final(), cipher.getAuthTag()]);
}

function open(key: Uint8Array, count: bigint, sealed: Uint8Array): Uint8Array {
  try {
    const end = sealed.length - TAG_BYTES;
    const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(count), { authTagLength: TAG_BYTES });
    decipher.setAuthTag(sealed.subarray(end));
    return Buffer.concat([decipher.update(sealed.subarray(0, end)), decipher.final()]);
  } catch (error) {
    const what = `answer: expected piece ${count} sealed to this request, got another`;
    throw axonError('SEAL_BROKEN', what, { count: Number(count) }, { cause: error });
  }
}

function nonceOf(count: bigint): Uint8Array {
  const nonce = Buffer.alloc(NONCE_BYTES);
  nonce.writeBigUInt64BE(count, NONCE_BYTES - 8);
  return nonce;
}

const infoOf = ({ axonHotkey }: SealContext): ArrayBuffer =>
  exact(Buffer.from(`${INFO_DOMAIN}\n${axonHotkey}`));

const aadOf = ({ dendriteHotkey, nonce, requestId }: SealContext): ArrayBuffer =>
  exact(Buffer.from(`${dendriteHotkey}\n${nonce}\n${requestId}`));

/** The library takes whole array buffers; a Buffer may be part of one. */
function exact(bytes: Uint8Array): ArrayBuffer {
  return Uint8Array.from(bytes).buffer;
}
