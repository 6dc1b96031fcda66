import type { Runtime } from '@yumanet/frame';
import type { BlockFinalized } from '@yumanet/proto/chain/v1';
import {
  Bus,
  Health,
  NatsServerProcess,
  createLogger,
  follow,
  type Received,
  type Topic,
} from '@yumanet/service-kit';
import { onTestFinished } from 'vitest';
import { BlockPublisher } from '../src/events/block-publisher.js';
import { blockTopic } from '../src/events/block-topic.js';
import { openToyChain, type ToyChain } from './toy-chain.js';
import { tempFolder } from './temp-folder.js';

/** An own nats-server, stopped after the test. */
export async function startNats(): Promise<NatsServerProcess> {
  const server = new NatsServerProcess({ dir: tempFolder() });
  onTestFinished(() => server.stop());
  await server.start();
  return server;
}

function busTo(url: string, requestMs: number): Bus {
  const reconnect = { initialMs: 20, maxMs: 100 };
  return new Bus({ servers: [url], connectionName: 'test', reconnect, requestMs });
}

export interface PublishingToy extends ToyChain {
  readonly publisher: BlockPublisher;
  readonly health: Health;
  /** Messages of the log. */
  readonly logged: string[];
  readonly topic: Topic<BlockFinalized>;
  detail(): string | undefined;
}

export interface PublishingOptions {
  readonly network?: string;
  readonly path?: string;
  readonly runtime?: Runtime;
  readonly requestMs?: number;
}

/** A toy chain whose final blocks are published; `close` ends both, as after the test. */
export function startPublishingToy(url: string, options: PublishingOptions = {}): PublishingToy {
  const { network = 'test', path, runtime, requestMs = 10_000 } = options;
  const toy = openToyChain(path ?? tempFolder(), {}, runtime);
  const health = new Health();
  const logged: string[] = [];
  const log = createLogger({
    service: 'chain',
    level: 'info',
    destination: { write: (line) => void logged.push((JSON.parse(line) as { message: string }).message) },
  });
  const topic = blockTopic(network);
  const bus = busTo(url, requestMs);
  const publisher = new BlockPublisher({ chain: toy.chain, bus, topic, replicas: 1, health, log });
  publisher.start();
  const close = async (): Promise<void> => {
    await publisher.stop();
    await toy.close();
  };
  onTestFinished(close);
  return {
    ...toy,
    close,
    publisher,
    health,
    logged,
    topic,
    detail: () => health.report().parts['nats']?.detail,
  };
}

/** Everything in a stream until block `last`. */
export async function readStream(
  url: string,
  topic: Topic<BlockFinalized>,
  last: number,
): Promise<Received<BlockFinalized>[]> {
  const bus = busTo(url, 10_000);
  await bus.start();
  onTestFinished(() => bus.stop());
  const seen: Received<BlockFinalized>[] = [];
  const signal = AbortSignal.timeout(60_000);
  for await (const received of follow(bus, topic, { from: 1, signal })) {
    seen.push(received);
    if (received.message.block?.header?.number === BigInt(last)) break;
  }
  const { state } = await bus.manager.streams.info(topic.stream);
  if (state.last_seq !== seen.length)
    throw new Error(`stream: expected ${seen.length}, got ${state.last_seq}`);
  return seen;
}
