import { createHash } from 'node:crypto';
import type { Router } from '../routing/router.js';
import type { Handoff } from './handoff.js';
import type { Delivery } from './query-desk.js';
import type { Message, TextMechanism } from './text-mechanism.js';

/** A client's conversation, and the way of its answer to the client. */
export interface Talk {
  readonly text: TextMechanism;
  readonly messages: readonly Message[];
  readonly maxTokens: number;
  readonly handoff: Handoff<string>;
  /** Aborts when the client is gone. */
  readonly gone: AbortSignal;
  /** Whether a client that is gone can come back for the whole answer: then miners are heard out. */
  readonly comesBack: boolean;
}

/**
 * The work of a streamed conversation. A client that leaves, or stops to read, after it was given something has had that for its
 * money; one with an idempotency key can come back for the whole of it. Where miners fail nothing is charged.
 *
 * @throws ServiceError as `Router.text`.
 */
export async function talk(router: Router, query: Talk, late: AbortSignal): Promise<Delivery> {
  const { text, messages, maxTokens, handoff, gone, comesBack } = query;
  const waits = AbortSignal.any([late, gone]);
  const signal = comesBack ? late : waits;
  const miners: string[] = [];
  let said = '';
  try {
    await router.text(
      {
        body: (before) => text.encode(before === '' ? messages : continued(messages, before), maxTokens),
        text: (piece) => text.text(piece),
        onMiner: ({ hotkey }) => void miners.push(hotkey),
        onText: async (piece) => {
          said += piece;
          await handoff.give(piece, waits).catch((error: unknown) => {
            if (signal.aborted) throw error;
          });
        },
      },
      signal,
    );
  } catch (error) {
    const isClients = said !== '' && signal.aborted && (gone.aborted || handoff.isWaiting);
    if (!isClients) throw error;
  } finally {
    handoff.end();
  }
  return deliveryOfText(said, miners);
}

/** The conversation with what the assistant has said so far: whoever answers it goes on from there. */
const continued = (messages: readonly Message[], said: string): Message[] => [
  ...messages,
  { role: 'assistant', content: said },
];

/** An answer of text as it is charged and kept. */
export function deliveryOfText(text: string, miners: readonly string[]): Delivery {
  return { answer: JSON.stringify({ text }), responseHash: sha256(text), miners };
}

export const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');
