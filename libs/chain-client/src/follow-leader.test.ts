import { silentLogger } from '@yumanet/service-kit';
import { FakeClock } from '@yumanet/service-kit/testing';
import { describe, expect, it } from 'vitest';
import { clientError } from './errors.js';
import { toLeader } from './follow-leader.js';

/** Two nodes; who leads, and whom each names, is set by the test. */
class TwoNodes {
  readonly clock = new FakeClock();
  readonly asked: string[] = [];
  readonly names: Record<string, string | undefined> = { a: 'b', b: 'a' };
  leader: string | undefined;
  #at = 'a';

  send(): Promise<string> {
    this.asked.push(this.#at);
    if (this.#at === this.leader) return Promise.resolve(`taken by ${this.#at}`);
    return Promise.reject(clientError('NOT_LEADER', `${this.#at} is a standby`, {}));
  }

  toLeader(signal?: AbortSignal): Promise<string> {
    const route = {
      clock: this.clock,
      logger: silentLogger(),
      endpoint: () => this.#at,
      goTo: (leader: string) => {
        this.#at = leader;
        return Promise.resolve();
      },
    };
    return toLeader(
      route,
      () => this.names[this.#at],
      () => this.send(),
      signal,
    );
  }

  /** Lets time pass, with everything that happens in it. */
  async pass(ms: number): Promise<void> {
    for (let step = 0; step < ms; step += 50) await this.clock.advance(50);
  }
}

describe('to the leader', () => {
  it('goes at once where it is named', async () => {
    const nodes = new TwoNodes();
    nodes.leader = 'b';
    expect(await nodes.toLeader()).toBe('taken by b');
    expect(nodes.asked).toEqual(['a', 'b']);
  });

  it('two that name each other are asked until one of them leads, with rest between', async () => {
    const nodes = new TwoNodes();
    const answer = nodes.toLeader();
    await nodes.pass(12_000);
    expect(nodes.asked.length).toBeGreaterThan(4);
    expect(nodes.asked.length).toBeLessThan(20);
    nodes.leader = 'b';
    await nodes.pass(5_000);
    expect(await answer).toBe('taken by b');
  });

  it('an election without anybody: waited for', async () => {
    const nodes = new TwoNodes();
    nodes.names['a'] = undefined;
    const answer = nodes.toLeader();
    await nodes.pass(10_000);
    [nodes.names['a'], nodes.leader] = ['b', 'b'];
    await nodes.pass(6_000);
    expect(await answer).toBe('taken by b');
    expect(new Set(nodes.asked.slice(0, -1))).toEqual(new Set(['a']));
  });

  it('never one: the error names who was asked and whom it named', async () => {
    const nodes = new TwoNodes();
    const error = nodes.toLeader().catch((caught: unknown) => caught);
    await nodes.pass(25_000);
    expect(await error).toMatchObject({ code: 'NOT_LEADER', data: { why: 'it was a standby too' } });
  });

  it('ends when it is told to', async () => {
    const nodes = new TwoNodes();
    const stop = new AbortController();
    const answer = nodes.toLeader(stop.signal).catch((caught: unknown) => caught);
    await nodes.pass(1_000);
    stop.abort();
    expect(await answer).toMatchObject({ code: 'CANCELLED' });
  });

  it('another refusal is thrown on', async () => {
    const nodes = new TwoNodes();
    nodes.send = () => Promise.reject(clientError('POOL_REFUSED', 'no', {}));
    await expect(nodes.toLeader()).rejects.toMatchObject({ code: 'POOL_REFUSED' });
  });
});
