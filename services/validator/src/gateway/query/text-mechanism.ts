import type { AnyMechanism } from '@yumanet/subnet-kit';
import type { StreamPiece } from '@yumanet/subnet-kit/axon';

/** Part of a conversation, as mechanisms of text take it. */
export interface Message {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/** A mechanism that talks. */
export interface TextMechanism {
  /** @throws ServiceError BODY_INVALID for what the mechanism does not take. */
  encode(messages: readonly Message[], maxTokens: number): Uint8Array;
  /** @throws ServiceError BODY_INVALID for what is no text of the mechanism. */
  text(piece: StreamPiece): string;
}

interface ChatAnswer {
  readonly kind: string;
  readonly text: string;
}

/**
 * How to talk with a mechanism: its tasks of the kind `chat` are conversations, its answers' chunks are text.
 *
 * @returns undefined where the mechanism takes no conversation.
 */
export function textMechanism({ task, handler }: AnyMechanism): TextMechanism | undefined {
  const { chunks, codec } = handler;
  if (!chunks) return undefined;
  const encode = (messages: readonly Message[], maxTokens: number): Uint8Array => {
    const bytes = task.codec.encode({ kind: 'chat', messages, maxTokens });
    task.codec.decode(bytes);
    return bytes;
  };
  try {
    encode([{ role: 'user', content: 'Are you there?' }], 1);
  } catch {
    return undefined;
  }
  return {
    encode,
    text: (piece) =>
      'chunk' in piece
        ? (chunks.codec.decode(piece.chunk) as string)
        : (codec.decode(piece.body) as ChatAnswer).text,
  };
}
