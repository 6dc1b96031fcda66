import type { ConsumerMessages } from '@nats-io/jetstream';

/** The library waits for a consumer that cannot come back; ending the session makes a new one where the reader is. */
export async function endOnLoss(messages: ConsumerMessages): Promise<void> {
  for await (const { type } of messages.status()) {
    if (['consumer_not_found', 'consumer_deleted', 'stream_not_found', 'heartbeats_missed'].includes(type)) {
      await messages.close();
    }
  }
}
