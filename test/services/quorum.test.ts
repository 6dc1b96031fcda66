/** Epochs computed by workers: two honest ones, one that lies, a kill -9, NATS restarted; every block again, inline. */
import { keyFromUri, type Key } from '@yumanet/chain-client';
import { topicsOf } from '@yumanet/proto';
import { ChainServiceService } from '@yumanet/proto/chain/v1';
import { EpochDue } from '@yumanet/proto/emission/v1';
import { subjectsOf } from '@yumanet/proto/subjects';
import { Publisher, WorkQueue, createGrpcClient, follow, kitError } from '@yumanet/service-kit';
import { epochResultCodec, inputOf, resultPayload, snapshotCodec } from '@yumanet/subtensor';
import { createYuma } from '@yumanet/yuma-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { EPOCH_BLOCKS, QuorumNetwork } from '../support/quorum-network.js';
import type { ServiceProcess } from '../support/service-process.js';

const URIS = ['//Worker//1', '//Worker//2', '//Worker//liar'] as const;
let network: QuorumNetwork;
let workers: ServiceProcess[] = [];

beforeAll(async () => {
  network = await QuorumNetwork.start({ uris: URIS, quorum: 2, deadlineMs: 2_000, blockSeconds: 0.1 });
  workers = [await network.worker(URIS[0])];
  void lie(await keyFromUri(URIS[2])).catch(() => undefined);
});
afterAll(() => network.end());

/** A registered worker that gives its uids a rao too much. */
async function lie(key: Key): Promise<void> {
  const { bus, chain, signal } = network;
  const subjects = subjectsOf('demo');
  const queue = await WorkQueue.create(bus, {
    ...{ name: subjects.epochQueue, subject: subjects.epochDue, type: EpochDue },
    ...{ ackWaitMs: 1_000, maxAttempts: 1_000, backoff: { initialMs: 20, maxMs: 100 } },
  });
  const grpc = createGrpcClient(ChainServiceService, { address: chain.ready.grpc });
  const yuma = createYuma({ backend: 'wasm' });
  const publisher = new Publisher(bus, topicsOf('demo').epochComputed);
  const seen = new Set<string>();
  await queue.work(
    async ({ genesisHash, digest }) => {
      const name = digest.toString('hex');
      // As every worker, it leaves the other copies to others.
      if (seen.has(name)) throw kitError('UNAVAILABLE', 'a copy for another worker');
      seen.add(name);
      const { input } = await grpc.getDueEpoch({ digest }, { deadlineMs: 2_000 });
      const output = yuma.runEpoch(inputOf(snapshotCodec().decode(input)));
      const serverEmissionRao = output.serverEmissionRao.map((rao) => rao + 1n);
      const result = Buffer.from(epochResultCodec().encode({ ...output, serverEmissionRao }));
      const payload = resultPayload(genesisHash.toString('hex'), name, result);
      const signed = {
        digest,
        worker: Buffer.from(key.publicKey),
        result,
        signature: Buffer.from(key.sign(payload)),
      };
      // Twice: the second one is a repeat.
      for (const messageId of ['a', 'b'])
        await publisher.publish(signed, { messageId: `${name}-lie-${messageId}` });
    },
    { concurrency: 1, jobMs: 5_000, signal },
  );
}

it('workers compute, a liar is named, a kill and a restart of NATS cost a deadline at most, and the chain is the same', async () => {
  const excluded = () => network.metric('yumanet_chain_quorum_excluded_workers_total');
  // One honest worker and a liar never agree, so the lie is always heard before the deadline.
  expect(await network.until(excluded, 1)).toBe(1);
  workers.push(await network.worker(URIS[1]));
  expect(await network.until(() => network.byWorkers(), 2)).toBeGreaterThanOrEqual(2);
  const liar = Buffer.from((await keyFromUri(URIS[2])).publicKey);
  const topic = topicsOf('demo').epochWorkerExcluded;
  const signal = AbortSignal.timeout(60_000);
  for await (const { message } of follow(network.bus, topic, { from: 1, signal })) {
    expect(message).toMatchObject({ worker: liar, reason: 'wrong result' });
    break;
  }

  // One of the two that must agree is gone: the chain computes its epochs itself.
  await workers[0]!.kill();
  const before = await network.byChain();
  await network.pass(EPOCH_BLOCKS);
  expect(await network.byChain()).toBeGreaterThan(before);
  workers[0] = await network.worker(URIS[0]);
  await network.nats.stop();
  await network.nats.start();
  const agreed = await network.byWorkers();
  expect(await network.until(() => network.byWorkers(), agreed + 1)).toBeGreaterThan(agreed);

  const { head, finalised, replayed } = await network.replay();
  expect(replayed).toBe(finalised);
  expect(head - replayed).toBeLessThanOrEqual(1);
  expect(replayed).toBeGreaterThan(5 * EPOCH_BLOCKS);
});
