import type { BlockFinalized } from '@yumanet/proto/chain/v1';
import { subjectsOf } from '@yumanet/proto/subjects';
import type { Health, Logger } from '@yumanet/service-kit/core';
import { Bus, type Topic } from '@yumanet/service-kit/nats';
import type { Registry, Tracing } from '@yumanet/service-kit/observability';
import type { BusAccess } from '../bus-access.js';
import { blockTopic } from '../events/block-topic.js';
import type { BlockTraces } from '../node/block-traces.js';
import type { Chain } from '../node/chain.js';
import type { NodeAddress } from '../node/role.js';
import type { ChainStore } from '../node/state/chain-store.js';
import { ClusterMember } from './cluster-member.js';
import { ClusterStatus } from './cluster-status.js';
import { JetStreamBlockLog } from './jetstream-block-log.js';

export interface ClusterOptions {
  readonly network: string;
  readonly replicas: number;
  readonly leaseMs: number;
  /** Newest blocks that the log keeps; undefined: all. */
  readonly maxBlocks?: number | undefined;
  readonly bus: BusAccess;
  readonly log: Logger;
  readonly tracing?: Tracing | undefined;
  /** Of what trace each block is. */
  readonly traces?: BlockTraces;
}

export interface JoinOptions {
  readonly chain: Chain;
  readonly address: NodeAddress;
  readonly health: Health;
  readonly metrics?: Registry | undefined;
  readonly onFatal: (error: unknown) => void;
}

/** A chain's part in a cluster: first its log, then, when the chain stands, its membership. */
export class Cluster {
  readonly log: JetStreamBlockLog;
  private readonly bus: Bus;
  private readonly topic: Topic<BlockFinalized>;
  private status: ClusterStatus | undefined;

  constructor(
    store: ChainStore,
    private readonly options: ClusterOptions,
  ) {
    const { network, replicas, bus, log, tracing, traces } = options;
    this.topic = blockTopic(network);
    // Shorter than the bus's own: who waits for a server that died loses the time to become leader.
    const patience = { requestMs: 2_000, pingMs: 2_000, reconnect: { initialMs: 50, maxMs: 1_000 } };
    this.bus = new Bus({
      ...bus,
      ...patience,
      connectionName: 'yumanet-chain',
      logger: log,
      ...(tracing === undefined ? {} : { tracing }),
    });
    const onWaiting = (error: unknown): void =>
      error === undefined ? this.status?.well() : this.status?.waiting(error);
    this.log = new JetStreamBlockLog({
      bus: this.bus,
      topic: this.topic,
      store,
      replicas,
      onWaiting,
      ...(traces === undefined ? {} : { traces }),
    });
  }

  /** Joins; NATS need not be there yet. */
  async join({ chain, address, health, metrics, onFatal }: JoinOptions): Promise<ClusterMember> {
    const { network, replicas, leaseMs, maxBlocks, log: logger } = this.options;
    const status = new ClusterStatus(chain, health, logger, metrics);
    this.status = status;
    const { log, bus, topic } = this;
    const { leaseBucket } = subjectsOf(network);
    const shared = { chain, log, bus, topic, leaseBucket, leaseMs, replicas, maxBlocks, address, status };
    const member = new ClusterMember({ ...shared, onFatal });
    await member.start();
    return member;
  }
}
