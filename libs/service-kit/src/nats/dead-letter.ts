import { headers } from '@nats-io/transport-node';
import type { JsMsg } from '@nats-io/jetstream';
import type { ServiceError } from '../errors.js';
import type { Bus } from './bus.js';
import { stored } from './stored.js';

/** Why a message lies in the dead letters. */
export interface DeadLetterReason {
  readonly code: string;
  readonly reason: string;
  readonly attempts: number;
}

const CODE = 'Yumanet-Error-Code';
const REASON = 'Yumanet-Error-Message';
const ATTEMPTS = 'Yumanet-Attempts';

/** Stores a message that cannot be worked on, unchanged, with the reason in its headers. Repeating it stores it once. */
export async function buryMessage(bus: Bus, subject: string, raw: JsMsg, error: ServiceError): Promise<void> {
  const sent = headers();
  for (const [name, values] of raw.headers ?? []) {
    // The first life's expectations do not hold in the second.
    if (!/^nats-/i.test(name)) for (const value of values) sent.append(name, value);
  }
  sent.set(CODE, error.code);
  sent.set(REASON, error.message.replaceAll(/[\r\n]+/g, ' ').slice(0, 500));
  sent.set(ATTEMPTS, String(raw.info.deliveryCount));
  const what = `dead letter ${subject}`;
  const msgID = `${raw.info.stream}-${raw.seq}`;
  stored(
    await bus.request(what, () => bus.jetstream.publish(subject, raw.data, { msgID, headers: sent })),
    what,
  );
}

/** Reads the reason back from a dead letter's headers. */
export function deadLetterReason(headersOf: JsMsg['headers']): DeadLetterReason {
  return {
    code: headersOf?.get(CODE) ?? '',
    reason: headersOf?.get(REASON) ?? '',
    attempts: Number(headersOf?.get(ATTEMPTS) ?? 0),
  };
}
