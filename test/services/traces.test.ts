/** One trace from a client's transaction to the second opinion about its block: across gRPC, the bus, and three processes. */
import { ChainClient, keyFromUri } from '@yumanet/chain-client';
import {
  NatsServerProcess,
  ensureNatsServer,
  openTracing,
  type OpenTelemetryTracing,
} from '@yumanet/service-kit';
import { TraceCollector, type CollectedSpan } from '@yumanet/service-kit/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ChainProcess, rpc, tempFolder } from '../support/chain-process.js';
import { ServiceProcess } from '../support/service-process.js';
import { openSubnet, registerNeuron } from '../support/subnet.js';

const folder = tempFolder();
let collector: TraceCollector;
let nats: NatsServerProcess;
let chain: ChainProcess;
let emission: ServiceProcess;
let tracing: OpenTelemetryTracing;
let client: ChainClient;

beforeAll(async () => {
  ensureNatsServer();
  collector = await TraceCollector.start();
  nats = new NatsServerProcess({ dir: folder.path });
  await nats.start();
  const traces = ['--network', 'demo', '--trace-url', collector.url];
  const quick = ['--sealing', 'instant', '--finality-delay', '0'];
  chain = await ChainProcess.start([...traces, ...quick, '--nats-url', nats.url]);
  const { grpc } = chain.ready;
  emission = await ServiceProcess.start('emission', [
    ...traces,
    ...['--chain-grpc', grpc, '--nats-servers', nats.url],
  ]);
  tracing = await openTracing({ name: 'client', version: '1' }, { traceUrl: collector.url, traceRatio: 1 });
  client = new ChainClient({ endpoints: [`grpc://${grpc}`], tracing });
  await client.start();
});
afterAll(async () => {
  await client.stop();
  await tracing.stop();
  expect(await emission.stop(), emission.log()).toBe(0);
  expect(await chain.stop(), chain.log()).toBe(0);
  await nats.stop();
  await collector.stop();
  folder.remove();
});

/** `service: name` of every span of a trace. */
const namesIn = (trace: string): string[] =>
  collector.spans
    .filter(({ traceId }) => traceId === trace)
    .map(({ service, name }) => `${service}: ${name}`);

it('a transaction, its block, the message of it and what is made of that are one trace', async () => {
  const key = await keyFromUri('//Dave');
  const call = await client.call('System', 'remark', ['0x01']);
  const trace = await tracing.span('send', {}, async () => {
    await client.sender(key).send(call);
    return tracing.ids().trace_id!;
  });
  await expect
    .poll(() => namesIn(trace))
    .toEqual(
      expect.arrayContaining([
        'client: send',
        'chain: /yumanet.chain.v1.ChainService/WatchExtrinsic',
        'chain: make block',
        'chain: build',
        'chain: commit',
        'chain: publish yumanet.demo.chain.block.finalized',
        'emission: epochs of block',
        'emission: ledger of block',
      ]),
    );
});

it('an epoch is verified in the trace of its block, and what is asked of the chain for it too', async () => {
  const netuid = await openSubnet(client);
  await registerNeuron(client, netuid, await keyFromUri('//Eve//miner'));
  await rpc(chain.ready.http, 'dev_newBlock', { tempos: 1, netuid });
  // The block above the epoch's makes it final.
  await rpc(chain.ready.http, 'dev_newBlock');
  const verified = (): CollectedSpan | undefined => collector.named('verify epoch', 'emission')[0];
  await expect.poll(verified).toBeDefined();
  const { traceId } = verified()!;
  await expect
    .poll(() => namesIn(traceId))
    .toEqual(
      expect.arrayContaining([
        'chain: make block',
        'emission: epochs of block',
        'emission: verify epoch',
        'chain: /yumanet.chain.v1.ChainService/GetEpochSnapshot',
        'emission: publish yumanet.demo.emission.epoch.verified',
      ]),
    );
});
