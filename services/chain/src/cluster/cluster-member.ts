import type { BlockFinalized } from '@yumanet/proto/chain/v1';
import { backoffDelay, hasCode, isServiceError, sleep } from '@yumanet/service-kit/core';
import { Lease, ensureStream, type Bus, type HeldLease, type Topic } from '@yumanet/service-kit/nats';
import { ChainError } from '../errors.js';
import { chainStreamOf } from '../events/block-topic.js';
import { finalBlockMessage } from '../messages/block-message.js';
import type { Chain } from '../node/chain.js';
import type { NodeAddress } from '../node/role.js';
import type { ClusterStatus } from './cluster-status.js';
import { addressOf, holderOf } from './holder.js';
import type { JetStreamBlockLog } from './jetstream-block-log.js';
import { catchUp, followLog } from './replay-log.js';

export interface ClusterMemberDependencies {
  readonly chain: Chain;
  readonly log: JetStreamBlockLog;
  /** Not started yet; the member starts and stops it. */
  readonly bus: Bus;
  readonly topic: Topic<BlockFinalized>;
  readonly leaseBucket: string;
  readonly leaseMs: number;
  readonly replicas: number;
  readonly maxBlocks?: number | undefined;
  /** Where this node is. */
  readonly address: NodeAddress;
  readonly status: ClusterStatus;
  /** This node cannot be of this cluster: the process should end. */
  readonly onFatal: (error: unknown) => void;
}

const LEASE_NAME = 'chain-leader';
const RETRY = { initialMs: 100, maxMs: 1_000 };
/** A stop waits this long for what is under way; the lease then ends by itself. */
const STOP_MS = 2_000;

/** One node of a cluster: follows the log, leads when the lease is free, follows again when it is lost. */
export class ClusterMember {
  private readonly controller = new AbortController();
  private readonly holder: string;
  private ended: Promise<void> = Promise.resolve();
  private busStarted = false;
  private lease: Lease | undefined;

  constructor(private readonly deps: ClusterMemberDependencies) {
    this.holder = holderOf(deps.address);
  }

  /** Settles when the node is a standby; all else goes on by itself. */
  async start(): Promise<void> {
    const { chain, address } = this.deps;
    await chain.standBy(address.name);
    this.ended = this.run();
  }

  async stop(): Promise<void> {
    this.controller.abort();
    await Promise.race([this.ended, sleep(this.deps.bus.clock, STOP_MS)]);
    await this.deps.bus.stop();
  }

  private async run(): Promise<void> {
    const { bus, status, onFatal } = this.deps;
    const { signal } = this.controller;
    for (let failures = 0; !signal.aborted; failures++) {
      try {
        const lease = await this.connect();
        const held = await this.standby(lease);
        await this.lead(held);
        failures = 0;
      } catch (error) {
        if (signal.aborted) return;
        if (!isPassing(error)) return onFatal(error);
        // Somebody removed the stream or the lease: both are made anew.
        if (hasCode(error, 'NOT_FOUND')) this.lease = undefined;
        status.waiting(error);
      }
      await sleep(bus.clock, backoffDelay(failures, RETRY), signal).catch(() => undefined);
    }
  }

  private async connect(): Promise<Lease> {
    const { bus } = this.deps;
    if (this.busStarted) await bus.connected(this.controller.signal);
    else await bus.start();
    this.busStarted = true;
    return (this.lease ??= await this.prepare());
  }

  /** Needs all of JetStream, which takes longest to come back after a server died: done once. */
  private async prepare(): Promise<Lease> {
    const { bus, topic, leaseBucket: bucket, leaseMs: ttlMs, replicas } = this.deps;
    await ensureStream(bus, chainStreamOf(topic, this.deps), 0);
    return Lease.create(bus, { bucket, name: LEASE_NAME, holder: this.holder, ttlMs, replicas });
  }

  /** Follows until the lease is this node's and everything in the log is here. */
  private async standby(lease: Lease): Promise<HeldLease> {
    const controller = new AbortController();
    const signal = AbortSignal.any([this.controller.signal, controller.signal]);
    let failure: unknown;
    const following = followLog(this.deps, signal, (behind) => this.heard({ behind })).catch(
      (error: unknown) => {
        failure = error;
        controller.abort();
      },
    );
    try {
      return await this.acquire(lease, signal);
    } catch (error) {
      throw failure ?? error;
    } finally {
      controller.abort();
      await following;
    }
  }

  private async acquire(lease: Lease, signal: AbortSignal): Promise<HeldLease> {
    const { bus, leaseMs, status } = this.deps;
    for (;;) {
      try {
        const held = await lease.tryAcquire();
        if (held !== undefined) return held;
        const holder = await lease.holder();
        this.heard({ leader: holder === undefined ? undefined : addressOf(holder) });
      } catch (error) {
        if (!hasCode(error, 'UNAVAILABLE', 'DEADLINE_EXCEEDED')) throw error;
        status.waiting(error);
      }
      await sleep(bus.clock, leaseMs / 5, signal);
    }
  }

  private heard(news: { readonly leader?: NodeAddress | undefined; readonly behind?: boolean }): void {
    const { chain, status } = this.deps;
    const { role } = chain;
    if (role.kind !== 'standby') return;
    const { leader, behind } = { ...role, ...news };
    chain.heardOfLeader(leader, behind);
    status.well();
  }

  /** Leads until the lease is lost, another node has written, or this one stops. */
  private async lead(held: HeldLease): Promise<void> {
    const { chain, log, address, status } = this.deps;
    const term = AbortSignal.any([
      log.begin(held, (block) => finalBlockMessage(chain, block)),
      this.controller.signal,
    ]);
    try {
      await log.refill(await catchUp(this.deps));
      if (term.aborted) return;
      chain.lead(address.name);
      status.well();
      await aborted(term);
    } finally {
      log.end();
      await chain.standBy(address.name);
      // The next one need not wait for its end; where that cannot be said, it ends by itself.
      await held.release().catch(() => undefined);
    }
  }
}

/** What may pass by itself: the bus is away, or another node was faster. */
function isPassing(error: unknown): boolean {
  return isServiceError(error) || (error instanceof ChainError && error.code === 'NOT_LEADER');
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
