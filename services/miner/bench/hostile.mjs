// Junk of every kind at twice the axon's own idle capacity, from eight loopback addresses, while an honest dendrite asks. Fails
// when fewer than 95 % of the honest requests are answered, or the axon's memory is not bounded.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { ask, dial, option, percentile, print, startAxon, wantsHelp } from './harness.mjs';

if (wantsHelp) {
  process.stdout.write(
    'node bench/hostile.mjs [--seconds 30] [--json]\n\nexample: node bench/hostile.mjs --seconds 10\n',
  );
  process.exit(0);
}
const SECONDS = option('seconds', 30);
const MAX_RSS_MB = 600;

const axon = await startAxon();
const client = dial(axon.address);
await ask(client, { concurrency: 8, until: (done) => done >= 500 });

let end = performance.now() + 5_000;
const idle = await ask(client, { concurrency: 16, until: () => performance.now() > end });
const capacity = idle.ms.length / 5;
const calm = await axon.measure();

const attackers = fork(new URL('./junk.mjs', import.meta.url), [
  ...[axon.address, String(Math.ceil(2 * capacity)), String(SECONDS)],
]);
const attacked = once(attackers, 'message');
let rss = 0;
const watch = setInterval(
  () => void axon.measure().then((measured) => (rss = Math.max(rss, measured.rss))),
  500,
);
end = performance.now() + SECONDS * 1_000;
// One question at a time, like a validator with a miner: a tenth of a second between them.
const honest = await paced(client, () => performance.now() > end);
const [{ sent, perSecond }] = await attacked;
clearInterval(watch);
await new Promise((resolve) => setTimeout(resolve, 600));
const after = await axon.measure();
client.close();
await axon.stop();

async function paced(asking, until) {
  const all = { ms: [], failures: {} };
  while (!until()) {
    let once = 0;
    const { ms, failures } = await ask(asking, { concurrency: 1, until: () => (once += 1) > 1 });
    all.ms.push(...ms);
    for (const [code, times] of Object.entries(failures))
      all.failures[code] = (all.failures[code] ?? 0) + times;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return all;
}

const failed = Object.values(honest.failures).reduce((sum, times) => sum + times, 0);
const success = honest.ms.length / (honest.ms.length + failed);
const mb = (bytes) => Math.round(bytes / 1e6);
print({
  idleCapacityPerSecond: capacity,
  junkPerSecond: perSecond,
  junk: sent,
  refusals: after.requests,
  honest: { asked: honest.ms.length + failed, success, failures: honest.failures },
  honestMs: { p50: percentile(honest.ms, 0.5), p99: percentile(honest.ms, 0.99) },
  idleMs: { p50: percentile(idle.ms, 0.5), p99: percentile(idle.ms, 0.99) },
  memoryMb: { idle: mb(calm.rss), most: mb(rss) },
});
if (success < 0.95 || mb(rss) > MAX_RSS_MB) {
  process.stderr.write(
    `expected ≥ 95 % success and ≤ ${MAX_RSS_MB} MB, got ${success * 100} % and ${mb(rss)} MB\n`,
  );
  process.exitCode = 1;
}
