/** A second opinion that comes late: of epochs whose state the chain no longer keeps it says so, and alarms nobody. */
import { ChainClient, keyFromUri } from '@yumanet/chain-client';
import { EmissionServiceService, Verdict, type EpochVerdict } from '@yumanet/proto/emission/v1';
import { NatsServerProcess, createGrpcClient, ensureNatsServer, silentLogger } from '@yumanet/service-kit';
import { expect, it } from 'vitest';
import { ChainProcess, tempFolder } from '../support/chain-process.js';
import { ServiceProcess } from '../support/service-process.js';
import { openSubnet, registerNeuron } from '../support/subnet.js';

const EPOCH_BLOCKS = 21;

it('an epoch that the chain cannot show any more is unverifiable, with the reason; the next ones are equal', async () => {
  ensureNatsServer();
  const folder = tempFolder();
  const nats = new NatsServerProcess({ dir: folder.path });
  await nats.start();
  const chain = await ChainProcess.start([
    ...['--network', 'demo', '--block-time', '0.05', '--finality-delay', '0'],
    ...['--nats-url', nats.url, '--state-history', '64'],
  ]);
  const client = new ChainClient({ endpoints: [chain.ready.rpc], logger: silentLogger() });
  await client.start();
  const netuid = await openSubnet(client);
  await registerNeuron(client, netuid, await keyFromUri('//Eve//miner'));
  for await (const { number } of client.finalizedBlocks(0, AbortSignal.timeout(60_000)))
    if (number > 64 + 2 * EPOCH_BLOCKS) break;

  const emission = await ServiceProcess.start('emission', [
    ...['--network', 'demo', '--chain-grpc', chain.ready.grpc, '--nats-servers', nats.url],
  ]);
  const asked = createGrpcClient(EmissionServiceService, { address: emission.ready.grpc });
  const verdicts: EpochVerdict[] = [];
  for await (const { verdict } of asked.streamEpochVerdicts({ netuid, fromBlock: 0n }, { idleMs: 20_000 })) {
    verdicts.push(verdict!);
    if (verdict?.verdict === Verdict.VERDICT_EQUAL) break;
  }
  asked.close();
  const early = verdicts.slice(0, -1);
  expect(early.length).toBeGreaterThan(0);
  for (const { verdict, reason, difference, neurons } of early) {
    expect(verdict).toBe(Verdict.VERDICT_UNVERIFIABLE);
    expect(reason).toMatch(/^(STATE_DISCARDED|EPOCH_UNKNOWN): The chain /);
    expect({ difference, neurons }).toEqual({ difference: undefined, neurons: [] });
  }
  const metrics = await (await fetch(`${emission.ready.status}/metrics`)).text();
  expect(metrics).toMatch(/yumanet_emission_verdicts_total\{.*verdict="unverifiable".*\} [1-9]/);
  expect(metrics).not.toMatch(/verdict="different"/);
  // Nor does the ledger take what it cannot read for missing: it begins where there is a state, and counts what it left out.
  expect(metrics).toMatch(/yumanet_emission_ledger_skipped_blocks_total\{.*\} [1-9]/);
  expect(metrics).not.toMatch(/yumanet_emission_audit_problems_total\{/);

  expect(await emission.stop(), emission.log()).toBe(0);
  await client.stop();
  await chain.stop();
  await nats.stop();
  folder.remove();
});
