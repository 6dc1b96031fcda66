import { Bus, type Health, type createMetrics, type Logger, type TlsIdentity } from '@yumanet/service-kit';
import type { Chain } from '../node/chain.js';
import { BlockPublisher } from './block-publisher.js';
import { blockTopic } from './block-topic.js';

export interface PublishingOptions {
  readonly servers: readonly string[];
  readonly network: string;
  readonly replicas: number;
  readonly password: string | undefined;
  readonly tls: TlsIdentity | undefined;
  readonly health: Health;
  readonly log: Logger;
  readonly metrics?: ReturnType<typeof createMetrics> | undefined;
}

/** The role whose rights on NATS a chain has. */
const ROLE = 'chain';

/** Begins to publish final blocks; NATS need not be there yet. */
export function startPublishing(chain: Chain, options: PublishingOptions): BlockPublisher {
  const { servers, network, replicas, password, tls, health, log, metrics } = options;
  const bus = new Bus({
    servers,
    connectionName: 'yumanet-chain',
    logger: log,
    ...(password === undefined ? {} : { login: { role: ROLE, password } }),
    ...(tls === undefined ? {} : { tls }),
    ...(metrics === undefined ? {} : { metrics }),
  });
  const publisher = new BlockPublisher({ chain, bus, topic: blockTopic(network), replicas, health, log });
  publisher.start();
  return publisher;
}
