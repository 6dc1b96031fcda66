// Signed requests per second of one core, against what checking and making the signatures alone would allow, and the latency
// that the axon adds to a server which does only that. CPU time is the axon's own: the clients' does not count.
import { createHash } from 'node:crypto';
import { cryptoWaitReady, sr25519Verify } from '@polkadot/util-crypto';
import { parseHotkey } from '@yumanet/units';
import { ask, axonKey, dial, dendrite, option, percentile, print, startAxon, wantsHelp } from './harness.mjs';

if (wantsHelp) {
  process.stdout.write(
    'node bench/axon.mjs [--requests 3000] [--json]\n\nexample: node bench/axon.mjs --json\n',
  );
  process.exit(0);
}
const REQUESTS = option('requests', 3_000);

/** Milliseconds of CPU of one call. */
function cost(call, times = 500) {
  for (let i = 0; i < 50; i += 1) call();
  const before = process.cpuUsage();
  for (let i = 0; i < times; i += 1) call();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000 / times;
}

await cryptoWaitReady();
const message = createHash('sha256').update('a request').digest();
const signature = dendrite.sign(message);
const publicKey = Buffer.from(parseHotkey(dendrite.address), 'hex');
const verifyMs = cost(() => sr25519Verify(message, signature, publicKey));
const signMs = cost(() => axonKey.sign(message));

const axon = await startAxon();
const client = dial(axon.address);
await ask(client, { concurrency: 8, until: (done) => done >= 500 });

const before = await axon.measure();
let asked = 0;
const loaded = await ask(client, { concurrency: 16, until: () => (asked += 1) > REQUESTS });
const after = await axon.measure();
const cpuMs = ((after.cpuSeconds - before.cpuSeconds) * 1_000) / loaded.ms.length;

// One question after the other, in turns, so that both have the same noise of the machine.
const bare = await startAxon('./bare-process.mjs');
const bareClient = dial(bare.address);
const [alone, aloneBare] = [
  { ms: [], failures: {} },
  { ms: [], failures: {} },
];
const turns = [
  [client, alone],
  [bareClient, aloneBare],
];
for (let turn = 0; turn < 31; turn += 1) {
  for (const [asking, all] of turns) {
    let calm = 0;
    const { ms, failures } = await ask(asking, { concurrency: 1, until: () => (calm += 1) > 10 });
    // The first turn warms up.
    if (turn > 0) all.ms.push(...ms);
    Object.assign(all.failures, failures);
  }
}
client.close();
bareClient.close();
await axon.stop();
await bare.stop();
const [latency, bareLatency] = [alone, aloneBare].map(({ ms }) => ({
  p50: percentile(ms, 0.5),
  p99: percentile(ms, 0.99),
}));

print({
  verifyMs,
  signMs,
  limitPerCore: { verifyOnly: 1_000 / verifyMs, verifyAndSign: 1_000 / (verifyMs + signMs) },
  requestsPerCore: 1_000 / cpuMs,
  shareOfLimit: { verifyOnly: verifyMs / cpuMs, verifyAndSign: (verifyMs + signMs) / cpuMs },
  // Round trips: the client's own work and both directions of the network are in them.
  latencyMs: latency,
  bareLatencyMs: bareLatency,
  // What the door, the nonce on disk and the handler's process cost.
  addedLatencyMs: { p50: latency.p50 - bareLatency.p50, p99: latency.p99 - bareLatency.p99 },
  failures: { ...loaded.failures, ...alone.failures, ...aloneBare.failures },
});
