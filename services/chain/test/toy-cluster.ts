import type { Runtime } from '@yumanet/frame';
import { Bus, Health, ensureStream, silentLogger, type HeldLease } from '@yumanet/service-kit';
import { onTestFinished } from 'vitest';
import { JetStreamBlockLog } from '../src/cluster/jetstream-block-log.js';
import { Cluster } from '../src/cluster/cluster.js';
import { blockTopic, chainStreamOf } from '../src/events/block-topic.js';
import type { ChainOptions } from '../src/node/chain.js';
import { openToyChain, type ToyChain } from './toy-chain.js';
import { tempFolder } from './temp-folder.js';

export const TOPIC = blockTopic('test');
/** The server's shortest. */
export const LEASE_MS = 600;

/** A lease that is held until the test says otherwise. */
export class ToyLease implements Pick<HeldLease, 'isHeld' | 'prove' | 'signal'> {
  readonly controller = new AbortController();
  readonly signal: AbortSignal = this.controller.signal;
  held = true;
  isHeld(): boolean {
    return this.held;
  }
  prove<T>(write: () => Promise<T>): Promise<T> {
    return write();
  }
}

export interface LoggedToy extends ToyChain {
  readonly log: JetStreamBlockLog;
  readonly bus: Bus;
  readonly waiting: unknown[];
}

/** A toy chain of manual sealing whose log is the stream; nobody manages its role. */
export async function openLoggedToy(url: string): Promise<LoggedToy> {
  const bus = new Bus({
    servers: [url],
    connectionName: 'test',
    requestMs: 1_000,
    reconnect: { initialMs: 20, maxMs: 100 },
  });
  await bus.start();
  onTestFinished(() => bus.stop());
  await ensureStream(bus, chainStreamOf(TOPIC, { replicas: 1 }));
  let log: JetStreamBlockLog | undefined;
  const waiting: unknown[] = [];
  const options = { finality: { lag: 50, minDelayMs: 0 } };
  const toy = openToyChain(tempFolder(), options, undefined, (store) => {
    const onWaiting = (error: unknown): void => void waiting.push(error);
    return (log = new JetStreamBlockLog({ bus, topic: TOPIC, store, replicas: 1, onWaiting }));
  });
  return { ...toy, log: log!, bus, waiting };
}

export interface MemberToy extends ToyChain {
  readonly health: Health;
  readonly roles: string[];
  readonly detail: () => string | undefined;
  /** Leaves the cluster in order. */
  leave(): Promise<void>;
}

export interface MemberOptions {
  readonly path?: string;
  readonly options?: Partial<ChainOptions>;
  readonly runtime?: Runtime;
}

/** A toy chain that is a node of the cluster on `url`. */
export async function joinToyCluster(url: string, name: string, own: MemberOptions = {}): Promise<MemberToy> {
  let cluster: Cluster | undefined;
  const log = silentLogger();
  const toy = openToyChain(own.path ?? tempFolder(), own.options, own.runtime, (store) => {
    cluster = new Cluster(store, {
      network: 'test',
      replicas: 1,
      leaseMs: LEASE_MS,
      bus: { servers: [url] },
      log,
    });
    return cluster.log;
  });
  const health = new Health();
  const roles: string[] = [];
  toy.chain.events.on('role', ({ role }) => void roles.push(role.kind));
  const member = await cluster!.join({
    chain: toy.chain,
    address: { name, rpc: `ws://${name}:1`, grpc: `${name}:2` },
    health,
    onFatal: (error) => toy.fatal.push(error),
  });
  let left = false;
  const leave = async (): Promise<void> => {
    if (left) return;
    left = true;
    await member.stop();
    await toy.close();
  };
  onTestFinished(leave);
  return {
    ...toy,
    health,
    roles,
    leave,
    close: leave,
    detail: () => health.report().parts['cluster']?.detail,
  };
}
