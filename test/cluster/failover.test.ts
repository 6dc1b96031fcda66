import { setTimeout as sleep } from 'node:timers/promises';
import { BlockFinalized } from '@yumanet/proto/chain/v1';
import { subjectsOf } from '@yumanet/proto/subjects';
import { follow } from '@yumanet/service-kit';
import { expect, it, onTestFinished } from 'vitest';
import { ChainCluster, until } from '../support/chain-cluster.js';
import { rpc } from '../support/chain-process.js';
import { FinalWitness } from '../support/final-witness.js';
import { offlineSigner } from '../support/signer.js';

const SLOW = process.env['YUMANET_SLOW'] === '1';
const ROUNDS = Number(process.env['YUMANET_ROUNDS'] ?? (SLOW ? 20 : 3));
/** The bound is 15 s; beside other tests on two cores, elections alone may take that. */
const BACK_MS = SLOW ? 15_000 : 60_000;
const FLAGS = ['--sealing', 'interval', '--block-time', '0.3', '--finality-delay', '0'];
const FAULTS = ['both', 'zombie', 'stream leader', 'chain leader'] as const;

const { blockFinalized: subject, chainStream: stream, blockBucket: objectBucket } = subjectsOf('local');
const topic = { subject, stream, type: BlockFinalized, objectBucket };

/** Sends transfers to whoever leads, so that no two leaders make the same block. @returns stops it; how many were taken. */
function load(
  cluster: ChainCluster,
  transfer: (nonce: number) => string,
  address: string,
): () => Promise<number> {
  const state = { live: true, taken: 0 };
  const run = async (): Promise<void> => {
    while (state.live) {
      const http = await cluster.leader().then(
        (name) => name && cluster.http(name),
        () => undefined,
      );
      try {
        if (http) {
          const nonce = await rpc<number>(http, 'system_accountNextIndex', address);
          await rpc(http, 'author_submitExtrinsic', transfer(nonce));
          state.taken++;
        }
      } catch {
        // It has gone meanwhile: the next one will tell.
      }
      await sleep(100);
    }
  };
  const running = run();
  return async () => {
    state.live = false;
    await running;
    return state.taken;
  };
}

async function fail(
  cluster: ChainCluster,
  fault: (typeof FAULTS)[number],
): Promise<{ took: number; heal: () => Promise<void> }> {
  const leader = (await cluster.leader())!;
  const other = [...cluster.chains.keys()].find((name) => name !== leader)!;
  const server = await cluster.streamLeader();
  const height = Math.max(await cluster.finalised(leader), await cluster.finalised(other));
  const chain = cluster.chains.get(leader)!;
  if (fault === 'stream leader' || fault === 'both') await server.kill('SIGKILL');
  if (fault === 'chain leader' || fault === 'both') await cluster.killChain(leader);
  if (fault === 'zombie') chain.child.kill('SIGSTOP');
  // A block that was on its way is final above `height` too: one that comes after the fault is two above it.
  const took = await cluster.backAbove(
    height + 1,
    fault === 'stream leader' ? [leader, other] : [other],
    BACK_MS,
  );
  const heal = async (): Promise<void> => {
    if (fault === 'zombie') chain.child.kill('SIGCONT');
    if (fault === 'stream leader' || fault === 'both') await server.start();
    if (!cluster.chains.has(leader)) await cluster.startChain(leader);
  };
  return { took, heal };
}

/** Both nodes at one height: the same block, the same state root. */
async function expectEqual(cluster: ChainCluster): Promise<void> {
  const names = [...cluster.chains.keys()];
  const height = Math.max(...(await Promise.all(names.map((name) => cluster.finalised(name)))));
  await until(`both at block ${height}`, 60_000, async () =>
    (await Promise.all(names.map((name) => cluster.finalised(name)))).every((at) => at >= height),
  );
  const headers = await Promise.all(
    names.map(async (name) => {
      const hash = await rpc<string>(cluster.http(name), 'chain_getBlockHash', height);
      const { stateRoot } = await rpc<{ stateRoot: string }>(cluster.http(name), 'chain_getHeader', hash);
      return { hash, stateRoot };
    }),
  );
  expect(headers[1]).toEqual(headers[0]);
}

/** Everything in the log: block n is message n + 1, each stands on the one before, and is what nodes called final. */
async function expectWhole(cluster: ChainCluster, witness: FinalWitness): Promise<number> {
  // Before the stream is asked: the chain goes on meanwhile.
  const heard = [...witness.hashes.keys()];
  const { state } = await cluster.bus.manager.streams.info(stream);
  let parent: string | undefined;
  for await (const { message, sequence } of follow(cluster.bus, topic, {
    from: 1,
    signal: AbortSignal.timeout(60_000),
  })) {
    const { number, hash, parentHash } = message.block!.header!;
    expect(Number(number)).toBe(sequence - 1);
    if (parent !== undefined) expect(parentHash.toString('hex')).toBe(parent);
    parent = hash.toString('hex');
    witness.note(sequence - 1, `0x${parent}`);
    if (sequence === state.last_seq) break;
  }
  for (const number of heard) expect(number).toBeLessThan(state.last_seq);
  expect(witness.conflicts).toEqual([]);
  return state.last_seq;
}

it(
  `${ROUNDS} faults (kill -9 of the leader, of the stream's leader, of both; a zombie): no final block is lost, no height has two`,
  async () => {
    const cluster = new ChainCluster(FLAGS);
    const witness = new FinalWitness();
    onTestFinished(async () => {
      await witness.stop();
      await cluster.stop();
    });
    await cluster.start(['a', 'b']);
    const signer = await offlineSigner(cluster.chains.get('a')!.ready.rpc);
    await signer.close();
    for (const { ready } of cluster.chains.values()) await witness.listen(ready.rpc);
    const stopLoad = load(
      cluster,
      (nonce) => signer.transfer('//Alice', '//Bob', 1000n, nonce),
      signer.address('//Alice'),
    );
    const took: string[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const fault = FAULTS[round % FAULTS.length]!;
      const before = new Set(cluster.chains.values());
      const back = await fail(cluster, fault);
      took.push(`${fault}: ${back.took} ms`);
      await back.heal();
      for (const chain of cluster.chains.values())
        if (!before.has(chain)) await witness.listen(chain.ready.rpc);
      await cluster.settled();
      await expectEqual(cluster);
      expect(witness.conflicts).toEqual([]);
    }
    expect(await stopLoad()).toBeGreaterThan(0);
    await cluster.settled();
    await expectEqual(cluster);
    const blocks = await expectWhole(cluster, witness);
    process.stdout.write(`${blocks} blocks; back after ${took.join(', ')}\n`);
  },
  ROUNDS * 120_000 + 120_000,
);
