import type { Bus } from './bus.js';
import { receive, type Received } from './receive.js';
import type { Topic } from './topic.js';

/**
 * One message of a stream, as its leader has it.
 *
 * @returns undefined when there is none of that sequence.
 * @throws ServiceError BAD_MESSAGE, NOT_FOUND without the stream, and the bus's own.
 */
export async function readMessage<T>(
  bus: Bus,
  topic: Topic<T>,
  sequence: number,
): Promise<Received<T> | undefined> {
  const what = `message ${sequence} of ${topic.stream}`;
  const stored = await bus.request(what, () =>
    bus.manager.streams.getMessage(topic.stream, { seq: sequence }),
  );
  if (stored === null) return undefined;
  const { header: headers, data, seq, time } = stored;
  return receive(bus, topic, { headers, data, seq, time, redelivered: false });
}
