/**
 * A validator of one process for so many simulated hours, a block for 12 s and a lost connection for every minute, to the chain
 * and to the bus in turn: its memory stays flat, and rows of weights come until the end.
 * Slow: `YUMANET_SOAK_HOURS=24` takes 25 minutes.
 */
import { IntentState, ValidatorServiceService } from '@yumanet/proto/validator/v1';
import { createGrpcClient } from '@yumanet/service-kit';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { TEMPO, ValidatorScene } from '../support/validator-scene.js';

const HOURS = Number(process.env['YUMANET_SOAK_HOURS'] ?? 0);
/** Milliseconds of a simulated minute: five blocks. */
const MINUTE_MS = Number(process.env['YUMANET_SOAK_MINUTE_MS'] ?? 1_000);
const MINUTES = HOURS * 60;
/** Warm-up, as a share of the whole. */
const WARM = 0.25;
/** The last row may be so many blocks old: what is sent when a connection is lost is sent again one era later. */
const OLDEST_ROW = 10 * (TEMPO + 1);
/** The last quarter may be larger than the second by so much. */
const MOST = 1.1;

interface Sample {
  readonly minute: number;
  readonly heap: number;
  readonly rss: number;
}

/** MiB that are in use, as the service's own metrics say. */
async function sample(status: string, minute: number): Promise<Sample> {
  const text = await (await fetch(`${status}/metrics`, { signal: AbortSignal.timeout(60_000) })).text();
  const read = (name: string) =>
    Number(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)`, 'm').exec(text)?.[1]) / 2 ** 20;
  return { minute, heap: read('nodejs_heap_size_used_bytes'), rss: read('process_resident_memory_bytes') };
}

/** The least of each ten: what is left when garbage is collected. */
function floor(samples: readonly Sample[], of: 'heap' | 'rss'): number {
  const floors: number[] = [];
  for (let i = 0; i < samples.length; i += 10)
    floors.push(Math.min(...samples.slice(i, i + 10).map((each) => each[of])));
  return floors.reduce((a, b) => a + b, 0) / floors.length;
}

/** How many of the last 64 epochs' rows ended as what. */
async function rowsOf(address: string): Promise<Record<string, number>> {
  const client = createGrpcClient(ValidatorServiceService, { address });
  try {
    const { intents } = await client.listReceipts({ fromEpoch: 0n }, { deadlineMs: 10_000 });
    const rows: Record<string, number> = {};
    for (const { state, error } of intents) {
      const name = `${IntentState[state].slice(13)} ${error.split(':', 2).join(':')}`.trim();
      rows[name] = (rows[name] ?? 0) + 1;
    }
    return rows;
  } finally {
    client.close();
  }
}

it.runIf(HOURS > 0)(
  `${HOURS} simulated hours, a reconnect a minute: memory stays flat`,
  async () => {
    const on = new ValidatorScene({ seed: 1, blockMs: MINUTE_MS / 5, validators: ['all'] });
    onTestFinished(() => on.close());
    await on.open();
    const status = on.coordinators[0]?.ready?.status ?? '';
    const samples: Sample[] = [];
    const began = performance.now();
    for (let minute = 1; minute <= MINUTES; minute++) {
      await sleep(Math.max(0, began + minute * MINUTE_MS - performance.now()));
      (minute % 2 === 0 ? on.busProxies : on.chainProxies)[0]?.drop();
      if (minute % 5 === 0) samples.push(await sample(status, minute));
      if (minute % 60 === 0) process.stdout.write(`${JSON.stringify(samples.at(-1))}\n`);
    }
    const part = (from: number, to: number) =>
      samples.filter(({ minute }) => minute > from * MINUTES && minute <= to * MINUTES);
    const [early, late] = [part(WARM, 2 * WARM), part(1 - WARM, 1)];
    const connections = (on.busProxies[0]?.connections ?? 0) + (on.chainProxies[0]?.connections ?? 0);
    const lastUpdate = await on.client.query('SubtensorModule', 'LastUpdate', [on.netuid]);
    const { number } = await on.client.source.head('finalized');
    // Miners set no weights: the newest is the validator's.
    const age = number - Math.max(...(JSON.parse(String(lastUpdate)) as number[]));
    const rows = await rowsOf(on.coordinators[0]?.ready?.grpc ?? '');
    const report = {
      ...{ hours: HOURS, minutes: MINUTES, connections, head: number, blocksSinceLastRow: age, rows },
      heapMiB: [floor(early, 'heap'), floor(late, 'heap')],
      rssMiB: [floor(early, 'rss'), floor(late, 'rss')],
      failures: on.coordinators.flatMap(({ failures }) => failures),
    };
    process.stdout.write(`${JSON.stringify(report, undefined, 1)}\n`);
    expect(report.failures).toEqual([]);
    expect(connections).toBeGreaterThan(MINUTES / 2);
    expect(age).toBeLessThan(OLDEST_ROW);
    expect(floor(late, 'heap')).toBeLessThan(MOST * floor(early, 'heap'));
    expect(floor(late, 'rss')).toBeLessThan(MOST * floor(early, 'rss'));
  },
  300_000 + MINUTES * MINUTE_MS * 2,
);
