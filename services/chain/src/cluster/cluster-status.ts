import { isServiceError, systemClock, type Clock, type Health, type Logger } from '@yumanet/service-kit/core';
import { Gauge, type Registry } from '@yumanet/service-kit/observability';
import { ChainError, messageOf } from '../errors.js';
import type { Chain } from '../node/chain.js';

/** What the cluster is called in health reports. */
const PART = 'cluster';
/** Longer than the bus takes to elect another leader: what waits longer is cut off, and what it answers gets old. */
const LONG_MS = 10_000;

/** Tells operators what this node is and why its chain stands still, when it does: log, health, a gauge. */
export class ClusterStatus {
  private trouble: { readonly code: string; readonly text: string; readonly since: number } | undefined;

  constructor(
    private readonly chain: Chain,
    private readonly health: Health,
    private readonly log: Logger,
    metrics?: Registry,
    private readonly clock: Clock = systemClock(),
  ) {
    chain.events.on('role', () => this.changed());
    if (metrics !== undefined) declareGauges(chain, metrics, () => this.trouble !== undefined);
  }

  private changed(): void {
    const { role, store } = this.chain;
    this.log.info({ role, finalised: store.finalised }, 'role in the cluster');
    this.show();
  }

  /** The log does not answer: no block becomes final. */
  waiting(error: unknown): void {
    const code = isServiceError(error) || error instanceof ChainError ? error.code : 'UNFORESEEN';
    const known = this.trouble?.code === code;
    const since = this.trouble?.since ?? this.clock.monotonic();
    this.trouble = { code, text: messageOf(error), since };
    if (!known) this.log.warn({ error, code, role: this.chain.role.kind }, 'block log away; the chain waits');
    this.show();
  }

  well(): void {
    if (this.trouble !== undefined) {
      this.log.info({ finalised: this.chain.store.finalised }, 'block log back');
    }
    this.trouble = undefined;
    this.show();
  }

  show(): void {
    const { trouble } = this;
    const detail = trouble === undefined ? this.roleText() : waitingText(trouble, this.chain.store.finalised);
    const ready = trouble === undefined || this.clock.monotonic() - trouble.since < LONG_MS;
    const said = this.health.report().parts[PART];
    if (said?.detail !== detail || said.ready !== ready) this.health.set(PART, { ready, detail });
  }

  private roleText(): string {
    const { role } = this.chain;
    if (role.kind !== 'standby') return role.kind;
    const leader = role.leader === undefined ? 'nobody leads' : `leader ${role.leader.name}`;
    return `standby, ${leader}${role.behind ? ', catching up' : ''}`;
  }
}

function waitingText({ code, text }: { code: string; text: string }, finalised: number): string {
  return `waiting for the block log (${code}) since block ${finalised}: ${text}`;
}

function declareGauges(chain: Chain, registry: Registry, waits: () => boolean): void {
  new Gauge({
    name: 'yumanet_chain_log_waiting',
    help: '1 while the block log of the cluster does not answer: no block becomes final here.',
    registers: [registry],
    collect() {
      this.set(waits() ? 1 : 0);
    },
  });
  new Gauge({
    name: 'yumanet_chain_leader',
    help: '1 while this node makes the blocks of its cluster.',
    registers: [registry],
    collect() {
      this.set(chain.role.kind === 'leader' ? 1 : 0);
    },
  });
}
