import { BlockFinalized } from '@yumanet/proto/chain/v1';
import { describe, expect, it } from 'vitest';
import { blockFinalized, heightOf, useNats } from '../../test/nats-harness.js';
import { Publisher } from './publish.js';
import { readMessage } from './read-message.js';
import { ensureStream } from './streams.js';

describe('readMessage', () => {
  const nats = useNats();
  const topic = { subject: 'r.block', stream: 'r', type: BlockFinalized, objectBucket: 'r-large' };

  it('gives one message, small or large, or none', async () => {
    const bus = await nats.connect();
    await ensureStream(bus, { name: 'r', subjects: ['r.block'] });
    const publisher = new Publisher(bus, topic);
    await publisher.publish(blockFinalized(1), { messageId: 'b1' });
    await publisher.publish(blockFinalized(2, 600_000), { messageId: 'b2' });
    const [small, large] = [await readMessage(bus, topic, 1), await readMessage(bus, topic, 2)];
    expect([small!.sequence, small!.messageId, heightOf(small!.message)]).toEqual([1, 'b1', 1]);
    expect(large!.message.block!.events).toHaveLength(600_000);
    expect(await readMessage(bus, topic, 3)).toBeUndefined();
  });

  it('refuses what is no message of its type, and a stream that is not there', async () => {
    const bus = await nats.connect();
    await ensureStream(bus, { name: 'q', subjects: ['q.block'] });
    await bus.jetstream.publish('q.block', Uint8Array.of(255));
    const other = { ...topic, stream: 'q' };
    await expect(readMessage(bus, other, 1)).rejects.toMatchObject({ code: 'BAD_MESSAGE' });
    const nowhere = { ...topic, stream: 'nowhere' };
    await expect(readMessage(bus, nowhere, 1)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
