/**
 * A cluster is cut in two: the half with the leader, one nats-server and one of each worker is the smaller. It stops and says so by
 * name; the other goes on. Mended, both are one again: nothing has forked, nothing is paid twice.
 */
import { execFileSync } from 'node:child_process';
import { topicsOf } from '@yumanet/proto';
import { EmissionServiceService, Verdict } from '@yumanet/proto/emission/v1';
import { createGrpcClient, follow } from '@yumanet/service-kit';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../support/chain-cluster.js';
import { CHAIN_BIN, rpc } from '../support/chain-process.js';
import { DividedCluster } from '../support/divided-cluster.js';
import { NETWORK, TEMPO } from '../support/validator-scene.js';
import { WeightsWitness, isFinal } from '../support/weights-witness.js';

const SLOW = process.env['YUMANET_SLOW'] === '1';
/** On a machine that is busy with other things elections take their time. */
const SOON_MS = 90_000;
/** What was on its way when the cable was cut is through, or lost. */
const IN_FLIGHT_MS = 5_000;

let on: DividedCluster;
let witness: WeightsWitness;
const stop = new AbortController();
/** Of each final height every hash that any node gave. */
const hashes = new Map<number, Set<string>>();
const verdicts = new Map<string, Verdict>();
const doubles: string[] = [];

// In the slow lane: thirteen processes for three minutes, beside which CI's other tests would starve.
describe.runIf(SLOW)('a cluster in two halves', () => {
  beforeAll(async () => {
    on = await DividedCluster.start();
    witness = new WeightsWitness(on.bus, { blocks: 3 });
    void witness.watch(NETWORK, stop.signal);
    void hearVerdicts();
  });
  afterAll(async () => {
    stop.abort();
    await on?.end();
    on?.remove();
  });

  async function hearVerdicts(): Promise<void> {
    const topic = topicsOf(NETWORK).epochVerified;
    for await (const { message } of follow(on.bus, topic, { from: 1, signal: stop.signal })) {
      const { block, netuid, verdict } = message.verdict!;
      const name = `${block}/${netuid}`;
      if (verdicts.has(name)) doubles.push(name);
      verdicts.set(name, verdict);
    }
  }

  /** Height of a node's last final block; its hashes are noted. */
  async function finalOf(name: string): Promise<number> {
    const { http } = on.chain(name).ready;
    const hash = await rpc<string>(http, 'chain_getFinalizedHead');
    const height = Number((await rpc<{ number: string }>(http, 'chain_getHeader', hash)).number);
    const all = Array.from({ length: height + 1 }, (_, i) => i);
    const found = await rpc<string[]>(http, 'chain_getBlockHash', all);
    found.forEach((each, i) => hashes.set(i, (hashes.get(i) ?? new Set()).add(each)));
    return height;
  }

  const roleOf = async (name: string): Promise<string> =>
    (await rpc<{ role: string }>(on.chain(name).ready.http, 'system_health')).role;

  interface Ready {
    readonly ok: boolean;
    readonly parts: Readonly<Record<string, { readonly ready: boolean; readonly detail?: string }>>;
  }

  async function readiness(status: string): Promise<Ready> {
    const answer = await fetch(`${status}/readyz`);
    const { parts } = (await answer.json()) as Omit<Ready, 'ok'>;
    return { ok: answer.ok, parts };
  }

  async function metric(status: string, name: string): Promise<string | undefined> {
    const text = await (await fetch(`${status}/metrics`)).text();
    return new RegExp(`^${name}(?:\\{.*\\})? (.*)$`, 'm').exec(text)?.[1];
  }

  const effective = (): number =>
    [...witness.ended.values()].filter(({ receipt }) => receipt !== undefined).length;

  it(
    'before: the smaller half leads and acts, epochs are paid',
    async () => {
      await until('an effective row and two verdicts', SOON_MS, () =>
        Promise.resolve(effective() > 0 && verdicts.size >= 2),
      );
      expect(await roleOf('a')).toBe('leader');
      const { minority, majority } = on.services;
      expect(await metric(minority.coordinator.ready.status, 'yumanet_validator_leading')).toBe('1');
      expect(await metric(majority.coordinator.ready.status, 'yumanet_validator_leading')).toBe('0');
    },
    SOON_MS + 10_000,
  );

  it(
    'cut: the smaller half stops and says so, by log, readiness and metric; the other goes on',
    async () => {
      const seen = verdicts.size;
      const rows = effective();
      await on.readFrom('b');
      on.cut();
      await sleep(IN_FLIGHT_MS);
      const stood = await finalOf('a');
      // Blocks, verdicts and weights of the greater half.
      await until('a leader of the greater half', SOON_MS, async () =>
        (await Promise.all(['b', 'c'].map(roleOf))).includes('leader'),
      );
      await until('final blocks, verdicts and rows of the greater half', SOON_MS, async () => {
        const final = Math.max(await finalOf('b'), await finalOf('c'));
        return final > stood + 2 * TEMPO && verdicts.size > seen + 1 && effective() > rows + 1;
      });
      const { minority, majority } = on.services;
      expect(await metric(majority.coordinator.ready.status, 'yumanet_validator_leading')).toBe('1');

      const a = on.chain('a').ready.status!;
      await until('every process of the smaller half to be not ready', SOON_MS, async () => {
        const all = [a, ...Object.values(minority).map(({ ready }) => (ready as { status: string }).status)];
        return (await Promise.all(all.map(readiness))).every(({ ok }) => !ok);
      });
      expect(await finalOf('a')).toBe(stood);
      expect(await roleOf('a')).toBe('standby');
      expect((await readiness(a)).parts['cluster']).toMatchObject({
        ready: false,
        detail: expect.stringMatching(
          new RegExp(`^waiting for the block log \\(\\w+\\) since block ${stood}: `),
        ) as unknown,
      });
      expect(await metric(a, 'yumanet_chain_log_waiting')).toBe('1');
      expect(await metric(a, 'yumanet_chain_leader')).toBe('0');
      expect(on.chain('a').log()).toContain('block log away; the chain waits');
      for (const service of Object.values(minority)) {
        const { status } = service.ready;
        expect((await readiness(status)).parts['jetstream'], service.ready.service).toMatchObject({
          ready: false,
          detail: expect.stringMatching(/^NO_QUORUM: /) as unknown,
        });
        expect(await metric(status, 'yumanet_bus_quorum')).toBe('0');
        expect(service.log()).toContain('NO_QUORUM');
      }
      expect(await metric(minority.coordinator.ready.status, 'yumanet_validator_leading')).toBe('0');
      for (const { ready } of Object.values(majority)) expect((await readiness(ready.status)).ok).toBe(true);
    },
    6 * SOON_MS,
  );

  it(
    'mended: the smaller half is part of it again, everything is ready',
    async () => {
      on.mend();
      const all = [
        ...[...on.chains.values()].map(({ ready }) => ready.status!),
        ...Object.values(on.services).flatMap((each) => Object.values(each).map(({ ready }) => ready.status)),
      ];
      await until('everything to be ready', 2 * SOON_MS, async () =>
        (await Promise.all(all.map(readiness))).every(({ ok }) => ok),
      );
      const goal = Math.max(await finalOf('b'), await finalOf('c')) + TEMPO;
      await until('all three at one height', SOON_MS, async () =>
        (await Promise.all(['a', 'b', 'c'].map(finalOf))).every((height) => height >= goal),
      );
    },
    4 * SOON_MS,
  );

  it(
    'nothing has forked, nothing is paid twice, no intent is lost',
    async () => {
      const forked = [...hashes].filter(([, each]) => each.size > 1);
      expect(forked).toEqual([]);
      expect(doubles).toEqual([]);
      const others = [...verdicts].filter(([, verdict]) => verdict !== Verdict.VERDICT_EQUAL);
      expect(others).toEqual([]);
      expect(witness.violations).toEqual([]);
      const newest = Math.max(...witness.ended.keys(), ...witness.open.keys());
      expect(
        [...witness.open.values()].filter((each) => !isFinal(each) && Number(each.epoch) < newest - 30),
      ).toEqual([]);
      const head = BigInt(Math.min(await finalOf('a'), await finalOf('b')));
      const sums: { readonly broken: unknown; readonly totals: unknown }[] = [];
      for (const { emission } of Object.values(on.services)) {
        const books = createGrpcClient(EmissionServiceService, { address: emission.ready.grpc });
        const asked = { fromBlock: 1n, toBlock: head };
        await until('the ledger at that height', SOON_MS, async () => {
          const { head: at, broken, totals } = await books.getAudit(asked, { deadlineMs: 10_000 });
          if (at < head) return false;
          sums.push({ broken, totals });
          return true;
        }).finally(() => books.close());
      }
      // Two ledgers that were kept apart: the same entries, and every block's books are the chain's.
      expect(sums[0]!.broken).toEqual([]);
      expect(sums[1]).toEqual(sums[0]);
    },
    3 * SOON_MS,
  );

  it('each node’s blocks, executed again with every epoch inline, are the same', async () => {
    const heights = await Promise.all(['a', 'b', 'c'].map(finalOf));
    stop.abort();
    await on.end();
    for (const [i, name] of ['a', 'b', 'c'].entries()) {
      const args = ['verify', '--data-dir', on.dataDir(name), '--replay', '--network', NETWORK];
      const line = execFileSync(process.execPath, [CHAIN_BIN, ...args]).toString();
      expect((JSON.parse(line) as { finalised: number }).finalised).toBeGreaterThanOrEqual(heights[i]!);
    }
  });
});
