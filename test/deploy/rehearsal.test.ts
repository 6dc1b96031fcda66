/** The network of compose.yaml runs: as processes, for want of Docker; everything that its files say is used. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ComposeRehearsal } from '../support/compose-rehearsal.js';

/** Other systems have one loopback address, and containers need several. */
const possible = process.platform === 'linux';
/** Minutes on a busy machine: models are trained, validators stake and register. */
const wanted = process.env['YUMANET_SLOW'] !== undefined;
const UP_MS = 240_000;
const ANSWERS_MS = 240_000;

describe.skipIf(!possible || !wanted)('compose.yaml', () => {
  // Blocks of a second are for people; everything else is as in the file. No fsync: the disk is not what is shown.
  const network = new ComposeRehearsal({
    YUMANET_CHAIN_BLOCK_TIME: '0.5',
    YUMANET_CHAIN_FSYNC: 'false',
  });
  beforeAll(() => network.up(UP_MS), UP_MS + 30_000);
  let statuses: Record<string, number | null>;
  afterAll(async () => {
    statuses ??= await network.stop();
  });

  const metric = async (name: string, line: RegExp): Promise<number> => {
    const text = await (await fetch(`http://${network.address(name)}:9090/metrics`)).text();
    return Number(line.exec(text)?.[1] ?? 0);
  };

  it(
    'the validator is answered by both miners’ models, and the second opinion follows',
    async () => {
      const OK = /^yumanet_(?:validator_queries|miner_requests)_total\{(?:outcome|code)="OK",.*\} (\d+)$/m;
      const deadline = Date.now() + ANSWERS_MS;
      for (const name of ['validator', 'miner-softmax', 'miner-mlp'])
        while ((await metric(name, OK)) === 0) {
          expect(Date.now(), network.log(name)).toBeLessThan(deadline);
          await sleep(1_000);
        }
      expect(await metric('emission', /^yumanet_emission_ledger_block\{.*\} (\d+)$/m)).toBeGreaterThan(0);
      expect(await metric('emission', /^yumanet_emission_audit_problems_total\{.*\} (\d+)$/m)).toBe(0);
      const page = await fetch(`http://${network.address('explorer')}:8080/`);
      expect(page.status).toBe(200);
    },
    ANSWERS_MS + 30_000,
  );

  it('every service stops when it is told to, with status 0', async () => {
    statuses = await network.stop();
    const { nats, ...ours } = statuses;
    // nats-server ends with 1 after SIGTERM: it was told, and so it says.
    expect([0, 1]).toContain(nats);
    expect(Object.keys(ours).sort()).toEqual(
      ['chain', 'emission', 'explorer', 'miner-mlp', 'miner-softmax', 'validator'].sort(),
    );
    for (const [name, status] of Object.entries(ours))
      expect(status, `${name}\n${network.log(name)}`).toBe(0);
  });
});
