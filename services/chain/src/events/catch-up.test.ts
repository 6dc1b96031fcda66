import { Bus, follow } from '@yumanet/service-kit';
import { expect, it, onTestFinished } from 'vitest';
import { startNats, startPublishingToy } from '../../test/toy-publisher.js';

const SLOW = process.env['YUMANET_SLOW'] === '1';
/** Ten thousand take half a minute of a busy machine. */
const BLOCKS = SLOW ? 10_000 : 1_000;

it(
  `a listener that was away for ${BLOCKS} blocks hears each once, in order, then the live ones`,
  async () => {
    const nats = await startNats();
    const { chain, topic, publisher } = startPublishingToy(nats.url);
    const seal = async (count: number): Promise<void> => {
      for (let n = 0; n < count; n++) await chain.seal();
    };
    /** A listener of its own connection, which goes away with it. */
    const hear = async (from: number, count: number, onFirst?: () => Promise<void>): Promise<number[]> => {
      const bus = new Bus({ servers: [nats.url], connectionName: 'listener' });
      onTestFinished(() => bus.stop());
      await bus.start();
      const numbers: number[] = [];
      for await (const { message, sequence } of follow(bus, topic, {
        from,
        signal: AbortSignal.timeout(120_000),
      })) {
        const number = Number(message.block!.header!.number);
        expect(sequence).toBe(number + 1);
        if (numbers.push(number) === 1) await onFirst?.();
        if (numbers.length === count) break;
      }
      await bus.stop();
      return numbers;
    };
    const range = (from: number, count: number): number[] =>
      Array.from({ length: count }, (_, i) => from + i);
    await seal(4);
    await expect.poll(() => publisher.next, { timeout: 20_000 }).toBe(4);
    expect(await hear(1, 3)).toEqual(range(0, 3));
    await seal(BLOCKS);
    await expect.poll(() => publisher.next, { timeout: 120_000 }).toBe(BLOCKS + 4);
    // While it catches up the chain goes on.
    expect(await hear(4, BLOCKS + 6, () => seal(5))).toEqual(range(3, BLOCKS + 6));
  },
  SLOW ? 300_000 : 120_000,
);
