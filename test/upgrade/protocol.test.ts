/**
 * Programs of the last release beside today's: what they ask and publish, encoded with the descriptors that `proto/baselines`
 * keeps of it, is taken, and what they are answered reads with the same. A later release's fields are passed over.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { loadFileDescriptorSetFromBuffer, type MessageTypeDefinition } from '@grpc/proto-loader';
import { keyFromUri } from '@yumanet/chain-client';
import { topicsOf } from '@yumanet/proto';
import { EmissionServiceService } from '@yumanet/proto/emission/v1';
import {
  Bus,
  NatsServerProcess,
  Publisher,
  createGrpcClient,
  ensureNatsServer,
  ensureStream,
  follow,
  type MessageType,
  type ServiceShape,
} from '@yumanet/service-kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ChainProcess, rpc, tempFolder } from '../support/chain-process.js';
import { ServiceProcess } from '../support/service-process.js';

type Message = Readonly<Record<string, unknown>>;
type Calls = Readonly<Record<string, (request: Message, options: object) => Promise<Message>>>;
type Streams = Readonly<Record<string, (request: Message, options: object) => AsyncIterable<Message>>>;

const BASELINES = join(import.meta.dirname, '../../proto/baselines');
const DEADLINE = { deadlineMs: 20_000 };
/** Field 999, which nobody knows. */
const LATER = Buffer.of(0xb8, 0x3e, 1);
const BLOCKS = 5;
const best = { block: undefined };

const oldFolder = tempFolder();
const newFolder = tempFolder();
let origin: NatsServerProcess;
let relayed: NatsServerProcess;
let chain: ChainProcess;

beforeAll(async () => {
  ensureNatsServer();
  origin = new NatsServerProcess({ dir: oldFolder.path });
  relayed = new NatsServerProcess({ dir: newFolder.path });
  await Promise.all([origin.start(), relayed.start()]);
  const quick = ['--network', 'demo', '--sealing', 'instant', '--finality-delay', '0'];
  chain = await ChainProcess.start([...quick, '--nats-url', origin.url]);
  await rpc(chain.ready.http, 'dev_newBlock', { count: BLOCKS });
});
afterAll(async () => {
  expect(await chain.stop(), chain.log()).toBe(0);
  await Promise.all([origin.stop(), relayed.stop()]);
  oldFolder.remove();
  newFolder.remove();
});

describe.each(readdirSync(BASELINES))('a program of %s', (baseline) => {
  const release = loadFileDescriptorSetFromBuffer(readFileSync(join(BASELINES, baseline)), {
    defaults: true,
  });
  const service = release['yumanet.chain.v1.ChainService'] as unknown as ServiceShape;

  /** @param more is put behind each request. */
  function dial(more = Buffer.alloc(0)): { calls: Calls; streams: Streams; close: () => void } {
    const methods = Object.entries(service).map(([name, method]) => {
      const requestSerialize = (request: never) => Buffer.concat([method.requestSerialize(request), more]);
      return [name, { ...method, requestSerialize }];
    });
    const shape = Object.fromEntries(methods) as ServiceShape;
    const client = createGrpcClient(shape, { address: chain.ready.grpc });
    return {
      calls: client as unknown as Calls,
      streams: client as unknown as Streams,
      close: () => client.close(),
    };
  }

  it.each([
    ['as it is', Buffer.alloc(0)],
    ['with a field of a later one', LATER],
  ])('asks a chain of today: %s', async (_, more) => {
    const { calls, streams, close } = dial(more);
    const { block } = await calls['GetBlock']!({ block: { number: 1 } }, DEADLINE);
    const { header } = block as { header: { number: unknown; hash: Buffer } };
    expect([Number(header.number), header.hash.length]).toEqual([1, 32]);
    expect(await calls['GetRuntime']!(best, DEADLINE)).toMatchObject({
      spec_name: 'node-subtensor',
      spec_version: 185,
    });
    const { publicKey } = await keyFromUri('//Alice');
    const { account } = await calls['GetAccount']!({ account_id: publicKey }, DEADLINE);
    expect(account).toBeTruthy();
    const page = await calls['QueryStorage']!({ prefix: Buffer.alloc(0), page_size: 3 }, DEADLINE);
    const entries = page['entries'] as readonly { key: Buffer; value: Buffer }[];
    expect(entries).toHaveLength(3);
    const read = await calls['GetStorage']!({ keys: entries.map(({ key }) => key) }, DEADLINE);
    expect((read['entries'] as typeof entries).map(({ value }) => value)).toEqual(
      entries.map(({ value }) => value),
    );
    const numbers: number[] = [];
    for await (const item of streams['StreamBlocks']!({ from_number: 0 }, { idleMs: 20_000 })) {
      numbers.push(Number((item['block'] as { header: { number: unknown } }).header.number));
      if (numbers.length === BLOCKS) break;
    }
    expect(numbers).toEqual([0, 1, 2, 3, 4]);
    await expect(calls['SubmitExtrinsic']!({ extrinsic: Buffer.of(1) }, DEADLINE)).rejects.toMatchObject({
      code: 'EXTRINSIC_MALFORMED',
    });
    close();
  });

  it('publishes blocks that the emission service of today audits', async () => {
    const type = release['yumanet.chain.v1.BlockFinalized'] as MessageTypeDefinition<object, object>;
    const old: MessageType<object> = {
      encode: (message) => ({ finish: () => Buffer.concat([type.serialize(message), LATER]) }),
      decode: (bytes) => type.deserialize(Buffer.from(bytes)),
    };
    const topic = { ...topicsOf('demo').blockFinalized, type: old };
    const [from, to] = [origin, relayed].map(
      ({ url }) => new Bus({ servers: [url], connectionName: 'relay' }),
    ) as [Bus, Bus];
    await Promise.all([from.start(), to.start()]);
    await ensureStream(to, { name: topic.stream, subjects: [topic.subject] });
    const publisher = new Publisher(to, topic);
    const signal = AbortSignal.timeout(60_000);
    for await (const { message, sequence } of follow(from, topic, { from: 1, signal })) {
      await publisher.publish(message, { messageId: String(sequence) });
      if (sequence === BLOCKS) break;
    }
    await Promise.all([from.stop(), to.stop()]);
    const emission = await ServiceProcess.start('emission', [
      ...['--network', 'demo', '--chain-grpc', chain.ready.grpc, '--nats-servers', relayed.url],
    ]);
    const client = createGrpcClient(EmissionServiceService, { address: emission.ready.grpc });
    const audited = async () => {
      const { head, broken } = await client.getAudit({}, DEADLINE);
      return { head: Number(head), broken };
    };
    await expect.poll(audited).toEqual({ head: BLOCKS - 1, broken: [] });
    client.close();
    expect(await emission.stop(), emission.log()).toBe(0);
  });
});
