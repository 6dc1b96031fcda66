import { kitError, messageOf } from '../errors.js';

/** How messages of one type become bytes; every ts-proto message is one. */
export interface MessageType<T> {
  encode(message: T): { finish(): Uint8Array };
  decode(bytes: Uint8Array): T;
}

/** One kind of fact on the bus. */
export interface Topic<T> {
  readonly subject: string;
  /** JetStream stream that keeps the subject. */
  readonly stream: string;
  readonly type: MessageType<T>;
  /** Object bucket for messages over `LARGE_BYTES`; without one they are refused. */
  readonly objectBucket?: string;
}

/** Larger messages travel through the object store. */
export const LARGE_BYTES = 512 * 1024;

/** Names the object that holds the message, when the message itself is empty. */
export const OBJECT_HEADER = 'Yumanet-Object';

/** @throws ServiceError BAD_MESSAGE */
export function decodeMessage<T>(type: MessageType<T>, bytes: Uint8Array, what: string): T {
  try {
    return type.decode(bytes);
  } catch (error) {
    throw kitError('BAD_MESSAGE', `${what}: expected its message type, got ${messageOf(error)}`, {
      subject: what,
    });
  }
}
