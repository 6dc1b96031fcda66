import { execFile, execFileSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { ChainClient, keyFromUri } from '@yumanet/chain-client';
import { topicsOf } from '@yumanet/proto';
import type { Verdict } from '@yumanet/proto/emission/v1';
import { IntentState } from '@yumanet/proto/validator/v1';
import { subjectsOf } from '@yumanet/proto/subjects';
import { Bus, follow, silentLogger } from '@yumanet/service-kit';
import { until } from './chain-cluster.js';
import { CHAIN_BIN, tempFolder } from './chain-process.js';
import { FunctionWatch } from './function-watch.js';
import { Network, type NetworkReady } from './network.js';
import { serviceBin } from './service-bin.js';
import { WeightsWitness } from './weights-witness.js';

const NETWORK = 'demo';
/** As `yumanet up` sets its validators up. */
const ROUND_BLOCKS = 5;
const LOOK_MS = 150;
const ASK_MS = 1_500;
const GATEWAY_MS = 4_000;
const SETTLE_MS = 120_000;
const CLIENT = '//Dave//gateway-client';
const TAO = 1_000_000_000n;

type Health = { readonly role?: string; readonly isSyncing: boolean };

/** `yumanet up` of a cluster, and everything about it that can be seen from outside, written down. */
export class WholeCluster {
  readonly folder = tempFolder();
  readonly watch = new FunctionWatch();
  readonly violations: string[] = [];
  /** Verdicts by `block/netuid`. */
  readonly verdicts = new Map<string, Verdict>();
  /** Hash of every final height, from whichever node said it first. */
  readonly finalHashes = new Map<number, string>();
  answered = 0;
  readonly #stop = new AbortController();
  readonly #watching: Promise<unknown>[] = [];
  network!: Network;
  parts!: NetworkReady['parts'];
  bus!: Bus;
  weights!: WeightsWitness;
  key!: string;

  static async start(file: string): Promise<WholeCluster> {
    const cluster = new WholeCluster();
    // PostgreSQL, which never runs as root, must get to its folder.
    chmodSync(cluster.folder.path, 0o711);
    cluster.network = Network.start(cluster.dataDir, '--file', file, '--reset');
    try {
      await cluster.#begin();
      return cluster;
    } catch (error) {
      await cluster.end();
      throw error;
    }
  }

  get dataDir(): string {
    return join(this.folder.path, 'network');
  }

  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  /** Names of the parts that begin so, in order. */
  named(prefix: string): string[] {
    return Object.keys(this.parts).filter((name) => name.startsWith(prefix));
  }

  async #begin(): Promise<void> {
    ({ parts: this.parts } = await this.network.ready(240_000));
    await this.network.event('first paid tempo', ({ phase }) => phase === 'first paid tempo', 240_000);
    const servers = this.named('nats-').map((name) => String(this.parts[name]!['url']));
    this.bus = new Bus({ servers, connectionName: 'witness', pingMs: 500, requestMs: 2_000 });
    await this.bus.start();
    this.weights = new WeightsWitness(this.bus, { blocks: ROUND_BLOCKS, moves: 2 });
    const { signal } = this.#stop;
    this.#watching.push(
      ...this.chains().map((name) => this.#watchChain(name)),
      this.#watchVerdicts(),
      this.weights.watch(NETWORK, signal),
      this.#watchWeights(),
    );
    await this.#openGateway();
    this.#watching.push(this.#askGateway());
    await this.settled(performance.now());
  }

  chains(): string[] {
    return this.named('chain-');
  }

  async end(): Promise<void> {
    this.#stop.abort();
    await Promise.all(this.#watching);
    await this.bus?.stop();
    await this.network.end();
    this.folder.remove();
  }

  /** The process that a part is now. */
  pidOf(part: string): number {
    const back = this.network.events.findLast(
      (event) => event.event === 'part-back' && event['part'] === part,
    );
    return Number((back ?? this.parts[part]!)['pid']);
  }

  /** Name of the chain's node that leads: the next one, while none says so. */
  leader(): Promise<string> {
    return this.#found('a node that leads', () => this.#leaderNow());
  }

  async #leaderNow(): Promise<string | undefined> {
    for (const name of this.chains())
      if ((await this.#health(name).catch(() => undefined))?.role === 'leader') return name;
    return undefined;
  }

  /** The nats-server that leads a stream. */
  streamLeader(stream = subjectsOf(NETWORK).chainStream): Promise<string> {
    return this.#found(`a leader of ${stream}`, async () => {
      const { cluster } = await this.bus.manager.streams.info(stream);
      return cluster?.leader === undefined ? undefined : `nats-${cluster.leader.slice(1)}`;
    });
  }

  /** The coordinator that acts for its hotkey, of these. */
  acting(names: readonly string[]): Promise<string> {
    return this.#found(`one of ${names.join(', ')} that acts`, async () => {
      for (const name of names) {
        const answer = await this.#status(name, '/readyz');
        const { parts } = (await answer.json()) as { parts: Record<string, { detail?: string }> };
        if (parts['validator']?.detail !== 'standby') return name;
      }
      return undefined;
    });
  }

  /** Leadership may be between two: whoever has it next. */
  async #found(what: string, look: () => Promise<string | undefined>): Promise<string> {
    let found: string | undefined;
    await until(what, SETTLE_MS, async () => (found = await look()) !== undefined);
    return found!;
  }

  /** Waits until everything is as it should be, and each function has done something after that moment. */
  async settled(after: number): Promise<void> {
    await until('a settled cluster', SETTLE_MS, async () => {
      const health = await Promise.all(this.chains().map((name) => this.#health(name)));
      if (health.filter(({ role }) => role === 'leader').length !== 1) return false;
      if (health.some(({ isSyncing }) => isSyncing)) return false;
      for (const name of Object.keys(this.parts))
        if (this.parts[name]!['status'] !== undefined && !(await this.#status(name, '/readyz')).ok)
          return false;
      for await (const { cluster } of this.bus.manager.streams.list()) {
        const copies = (cluster?.replicas ?? []).filter(({ current, offline }) => current && !offline);
        if (cluster?.leader === undefined || copies.length !== 2) return false;
      }
      return (['blocks', 'final', 'verdicts', 'weights', 'gateway'] as const).every((name) =>
        this.watch.hasSince(name, after),
      );
    });
  }

  async #status(name: string, path: string): Promise<Response> {
    return fetch(`${String(this.parts[name]!['status'])}${path}`, { signal: AbortSignal.timeout(ASK_MS) });
  }

  #health(name: string): Promise<Health> {
    return this.#rpc<Health>(name, 'system_health');
  }

  async #rpc<T>(name: string, method: string, ...params: unknown[]): Promise<T> {
    const answer = await fetch(String(this.parts[name]!['rpc']).replace(/^ws/, 'http'), {
      method: 'POST',
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
      signal: AbortSignal.timeout(ASK_MS),
    });
    const { result, error } = (await answer.json()) as { result: T; error?: unknown };
    if (error !== undefined) throw new Error(JSON.stringify(error));
    return result;
  }

  readonly #highest = { blocks: 0, final: 0 };

  /** Every height that a node calls final has one hash, whichever node. */
  async #watchChain(name: string): Promise<void> {
    let next = 0;
    while (!this.signal.aborted) {
      try {
        const [best, final] = await Promise.all([
          this.#numberOf(name, undefined),
          this.#rpc<string>(name, 'chain_getFinalizedHead').then((hash) => this.#numberOf(name, hash)),
        ]);
        this.#grown('blocks', best);
        this.#grown('final', final);
        while (next <= final) {
          const heights = Array.from({ length: Math.min(256, final + 1 - next) }, (_, i) => next + i);
          const hashes = await this.#rpc<string[]>(name, 'chain_getBlockHash', heights);
          heights.forEach((height, i) => this.#final(name, height, hashes[i]!));
          next += heights.length;
        }
      } catch {
        // It is not there just now.
      }
      await this.#pause(LOOK_MS);
    }
  }

  async #numberOf(name: string, hash: string | undefined): Promise<number> {
    const given = hash === undefined ? [] : [hash];
    return Number((await this.#rpc<{ number: string }>(name, 'chain_getHeader', ...given)).number);
  }

  #grown(what: 'blocks' | 'final', number: number): void {
    if (number <= this.#highest[what]) return;
    this.#highest[what] = number;
    this.watch.hit(what);
  }

  #final(name: string, height: number, hash: string): void {
    const known = this.finalHashes.get(height);
    if (known === undefined) this.finalHashes.set(height, hash);
    else if (known !== hash) this.violations.push(`block ${height}: ${known}, and ${hash} on ${name}`);
  }

  async #watchVerdicts(): Promise<void> {
    const topic = topicsOf(NETWORK).epochVerified;
    try {
      for await (const { message } of follow(this.bus, topic, { from: 1, signal: this.signal })) {
        const { block, netuid, verdict } = message.verdict!;
        const name = `${block}/${netuid}`;
        if (this.verdicts.has(name)) this.violations.push(`epoch ${name}: two verdicts`);
        this.verdicts.set(name, verdict);
        this.watch.hit('verdicts');
      }
    } catch (error) {
      if (!this.signal.aborted) this.violations.push(`verdicts: ${String(error)}`);
    }
  }

  async #watchWeights(): Promise<void> {
    let set = 0;
    while (!this.signal.aborted) {
      const { INTENT_STATE_INCLUDED, INTENT_STATE_EFFECTIVE } = IntentState;
      const all = [...this.weights.ended.values(), ...this.weights.open.values()];
      const now = all.filter(({ state }) => [INTENT_STATE_INCLUDED, INTENT_STATE_EFFECTIVE].includes(state));
      if (now.length > set) this.watch.hit('weights');
      set = Math.max(set, now.length);
      await this.#pause(LOOK_MS);
    }
  }

  /** A client with a deposit. */
  async #openGateway(): Promise<void> {
    const coldkey = await keyFromUri(CLIENT);
    const endpoint = String(this.parts[await this.leader()]!['rpc']);
    const chain = new ChainClient({ endpoints: [endpoint], logger: silentLogger() });
    await chain.start();
    try {
      const pay = async (from: string, to: string, rao: bigint) =>
        chain
          .sender(await keyFromUri(from))
          .send(await chain.call('Balances', 'transfer_keep_alive', [to, rao]));
      const args = ['keys', 'create', '--gateway-dir', this.#gatewayDir, '--name', 'watch', '--json'];
      const { stdout } = await promisify(execFile)(process.execPath, [
        serviceBin('validator'),
        ...[...args, '--coldkey', coldkey.address],
      ]);
      this.key = (JSON.parse(stdout) as { key: string }).key;
      await pay('//Alice', coldkey.address, 1_001n * TAO);
      await pay(CLIENT, (await keyFromUri('//Charlie')).address, 1_000n * TAO);
    } finally {
      await chain.stop();
    }
  }

  get #gatewayDir(): string {
    return join(this.dataDir, 'judge', 'gateway');
  }

  get #gateway(): string {
    return String(this.parts['judge']!['gateway']);
  }

  /** One question after the other, each with its name until it is answered. */
  async #askGateway(): Promise<void> {
    const headers = { authorization: `Bearer ${this.key}`, 'content-type': 'application/json' };
    for (let n = 0; !this.signal.aborted;) {
      const question = { messages: [{ role: 'user', content: `question ${n}` }], max_tokens: 4 };
      try {
        const answer = await fetch(`${this.#gateway}/v1/chat/completions`, {
          method: 'POST',
          body: JSON.stringify({ model: 'text-generation', ...question }),
          headers: { ...headers, 'idempotency-key': `question/${n}` },
          signal: AbortSignal.timeout(GATEWAY_MS),
        });
        if (answer.ok) {
          await answer.json();
          this.answered += 1;
          this.watch.hit('gateway');
          n += 1;
        } else await answer.body?.cancel();
      } catch {
        // It is not there just now.
      }
      await this.#pause(LOOK_MS);
    }
  }

  /** What the gateway says of the client's money, in rao. */
  async balance(): Promise<Record<'balanceRao' | 'reservedRao' | 'creditedRao' | 'chargedRao', string>> {
    const answer = await fetch(`${this.#gateway}/v1/balance`, {
      headers: { authorization: `Bearer ${this.key}` },
      signal: AbortSignal.timeout(60_000),
    });
    return (await answer.json()) as never;
  }

  /** Every block of a node's store executed again, with every epoch inline. Only when it has stopped. */
  replay(node: string): { readonly finalised: number; readonly replayed: number } {
    const args = ['verify', '--data-dir', join(this.dataDir, node), '--replay', '--network', NETWORK];
    return JSON.parse(execFileSync(process.execPath, [CHAIN_BIN, ...args]).toString()) as never;
  }

  #pause(ms: number): Promise<unknown> {
    return sleep(ms, undefined, { signal: this.signal }).catch(() => undefined);
  }
}
