/**
 * The HTTP protocol of the Python SDK's dendrite and axon (bittensor 7.2.0: `synapse.py`, `dendrite.py`, `axon.py`): who asks
 * and who is asked stand in headers, the synapse is the JSON body, its name is the path.
 *
 * Our synapse, as a Python validator declares it; every field that matters is in the hash, as texts:
 *
 *     class YumanetTask(bittensor.Synapse):
 *         netuid: str                    # decimal
 *         task: str                      # the mechanism's name
 *         body: str                      # base64: the task as the mechanism encodes it
 *         answer: Optional[str] = None   # base64: filled in by the axon
 *         required_hash_fields: ClassVar[Tuple[str, ...]] = ("netuid", "task", "body")
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { axonError } from '../errors.js';
import type { UnsignedRequest } from '../payload.js';
import { isSignedBy, type HotkeySigner } from '../signature.js';

/** Path of a whole answer. */
export const SYNAPSE_NAME = 'YumanetTask';
/** Path of a streamed answer: the same synapse. */
export const STREAM_SYNAPSE_NAME = 'YumanetStream';
/** `bittensor.__version_as_int__` of 7.2.0, whose protocol this is. */
export const SYNAPSE_VERSION = 7_002_000;

/** What the headers say: all that can be judged before a body is read. */
export interface SynapseHead {
  readonly dendriteHotkey: string;
  readonly axonHotkey: string;
  readonly nonce: bigint;
  /** Of the dendrite, not of the request. */
  readonly uuid: string;
  readonly bodyHash: string;
  /** 64 bytes, or none where there is no signature. */
  readonly signature: Uint8Array;
}

/** What the body says. */
export interface SynapseBody {
  readonly netuid: number;
  readonly task: string;
  readonly body: Uint8Array;
}

const DIGITS = /^[0-9]{1,20}$/;
const HASH = /^[0-9a-f]{64}$/;
const SIGNATURE = /^0x[0-9a-f]{128}$/;

/**
 * Reads the headers of a request.
 *
 * @throws ServiceError REQUEST_INVALID naming the header.
 */
export function readSynapseHead(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): SynapseHead {
  const text = (name: string): string => {
    const value = headers[name];
    return typeof value === 'string' ? value : '';
  };
  const checked = (name: string, pattern: RegExp): string => {
    const value = text(name);
    if (pattern.test(value)) return value;
    const got = JSON.stringify(value.slice(0, 40));
    throw axonError('REQUEST_INVALID', `${name}: expected ${String(pattern)}, got ${got}`, { field: name });
  };
  const signature = text('bt_header_dendrite_signature');
  if (signature !== '') checked('bt_header_dendrite_signature', SIGNATURE);
  return {
    dendriteHotkey: text('bt_header_dendrite_hotkey'),
    axonHotkey: text('bt_header_axon_hotkey'),
    nonce: BigInt(checked('bt_header_dendrite_nonce', DIGITS)),
    uuid: text('bt_header_dendrite_uuid'),
    bodyHash: checked('computed_body_hash', HASH),
    signature: Buffer.from(signature.slice(2), 'hex'),
  };
}

const synapse = z.object({
  netuid: z.string().regex(/^[0-9]{1,5}$/),
  task: z.string().max(64),
  body: z.base64(),
});

/**
 * Reads a body and holds it against what was signed.
 *
 * @throws ServiceError REQUEST_INVALID, BAD_SIGNATURE for a body that is not the signed one.
 */
export function readSynapseBody(head: SynapseHead, bytes: Uint8Array): SynapseBody {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    json = undefined;
  }
  const parsed = synapse.safeParse(json);
  if (!parsed.success) {
    const field = parsed.error.issues[0]?.path.join('.') ?? '';
    throw axonError('REQUEST_INVALID', `body: expected a ${SYNAPSE_NAME}, got another ${field}`, { field });
  }
  const { netuid, task, body } = parsed.data;
  if (synapseHash(netuid, task, body) !== head.bodyHash) {
    const { dendriteHotkey } = head;
    throw axonError('BAD_SIGNATURE', 'body: expected the one that was signed, got another', {
      dendriteHotkey,
    });
  }
  return { netuid: Number(netuid), task, body: Buffer.from(body, 'base64') };
}

/** `Synapse.body_hash`: SHA3-256 over the hex hashes of the fields' texts. */
export function synapseHash(...fields: readonly string[]): string {
  return sha3(fields.map(sha3).join(''));
}

/** What a dendrite signs. */
export function synapsePayload({
  nonce,
  dendriteHotkey,
  axonHotkey,
  uuid,
  bodyHash,
}: SynapseHead): Uint8Array {
  return Buffer.from(`${nonce}.${dendriteHotkey}.${axonHotkey}.${uuid}.${bodyHash}`);
}

/** @throws ServiceError BAD_SIGNATURE; no signature is a bad one. */
export async function verifySynapse(head: SynapseHead): Promise<void> {
  const { dendriteHotkey, signature } = head;
  if (await isSignedBy(dendriteHotkey, signature, synapsePayload(head))) return;
  throw axonError('BAD_SIGNATURE', `request: expected the signature of ${dendriteHotkey}, got another`, {
    dendriteHotkey,
  });
}

/** The same request as the answer's signature (`signResponse`) knows it: the dendrite's uuid stands for the request's. */
export function requestOfSynapse(head: SynapseHead, { netuid, task, body }: SynapseBody): UnsignedRequest {
  const { dendriteHotkey, axonHotkey, nonce, uuid } = head;
  return {
    netuid,
    task,
    dendriteHotkey,
    axonHotkey,
    nonce,
    requestId: uuid,
    body: Buffer.from(body),
    sealed: false,
  };
}

export interface SynapseFields extends SynapseBody {
  readonly axonHotkey: string;
  /** Nanoseconds since 1970, more than in every earlier request to this axon. */
  readonly nonce: bigint;
  /** Of the dendrite: one for all its requests. */
  readonly uuid: string;
  readonly timeoutMs: number;
}

export interface SignedSynapse {
  readonly head: SynapseHead;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A request as the SDK's dendrite would make it. */
export function signSynapse(dendrite: HotkeySigner, fields: SynapseFields): SignedSynapse {
  const { axonHotkey, nonce, uuid, timeoutMs, task } = fields;
  const texts = { netuid: String(fields.netuid), task, body: Buffer.from(fields.body).toString('base64') };
  const unsigned = {
    ...{ dendriteHotkey: dendrite.address, axonHotkey, nonce, uuid },
    bodyHash: synapseHash(texts.netuid, texts.task, texts.body),
    signature: new Uint8Array(),
  };
  const head = { ...unsigned, signature: dendrite.sign(synapsePayload(unsigned)) };
  const timeout = String(timeoutMs / 1_000);
  // An axon of the SDK makes the synapse of its headers first: fields without a default need an empty one there.
  const empty = Buffer.from('""').toString('base64');
  return {
    head,
    headers: {
      'content-type': 'application/json',
      name: SYNAPSE_NAME,
      timeout,
      bt_header_axon_hotkey: axonHotkey,
      bt_header_dendrite_version: String(SYNAPSE_VERSION),
      bt_header_dendrite_nonce: String(nonce),
      bt_header_dendrite_uuid: uuid,
      bt_header_dendrite_hotkey: dendrite.address,
      bt_header_dendrite_signature: `0x${Buffer.from(head.signature).toString('hex')}`,
      ...Object.fromEntries(Object.keys(texts).map((name) => [`bt_header_input_obj_${name}`, empty])),
      header_size: '0',
      total_size: '0',
      computed_body_hash: head.bodyHash,
    },
    body: JSON.stringify({ name: SYNAPSE_NAME, timeout: timeoutMs / 1_000, ...texts, answer: null }),
  };
}

function sha3(text: string): string {
  return createHash('sha3-256').update(text).digest('hex');
}
