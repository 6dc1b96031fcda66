import type { Health, Logger } from '@yumanet/service-kit/core';
import { Bus } from '@yumanet/service-kit/nats';
import type { Registry, Tracing } from '@yumanet/service-kit/observability';
import type { BusAccess } from '../bus-access.js';
import type { Chain } from '../node/chain.js';
import { BlockPublisher } from './block-publisher.js';
import { blockTopic } from './block-topic.js';

export interface PublishingOptions {
  readonly bus: BusAccess;
  readonly network: string;
  readonly replicas: number;
  /** Newest blocks that the stream keeps; undefined: all. */
  readonly maxBlocks?: number | undefined;
  readonly health: Health;
  readonly log: Logger;
  readonly metrics?: Registry | undefined;
  readonly tracing?: Tracing | undefined;
}

/** Begins to publish final blocks; NATS need not be there yet. */
export function startPublishing(chain: Chain, options: PublishingOptions): BlockPublisher {
  const { bus: access, network, replicas, maxBlocks, health, log, metrics, tracing } = options;
  const connectionName = 'yumanet-chain';
  const bus = new Bus({
    ...access,
    connectionName,
    logger: log,
    ...(metrics === undefined ? {} : { metrics }),
    ...(tracing === undefined ? {} : { tracing }),
  });
  const topic = blockTopic(network);
  const publisher = new BlockPublisher({ chain, bus, topic, replicas, maxBlocks, health, log });
  publisher.start();
  return publisher;
}
