import { setMaxListeners } from 'node:events';
import type { MinerAnswer, PlannedMiner } from '@yumanet/proto/validator/v1';
import type { Round } from '@yumanet/subnet-kit';
import { formatAccount } from '@yumanet/units';
import type { Asked } from '../duties/plan-round.js';
import { queryMiner, type Dendrite } from '../round/query-miner.js';

/** Asks the miners of one part, all at once: none waits for another. */
export async function askPart(
  dendrite: Dendrite,
  { asks }: Round<unknown, unknown>,
  miners: readonly PlannedMiner[],
  signal: AbortSignal,
): Promise<MinerAnswer[]> {
  // Every miner of the part listens to it.
  setMaxListeners(0, signal);
  const answered = await Promise.all(
    miners.map((miner) => {
      const neuron = askedOf(miner);
      return queryMiner(dendrite, neuron, asks.get(neuron.hotkey), signal);
    }),
  );
  // What a worker that stops did not hear is nobody's silence.
  signal.throwIfAborted();
  return answered.map(({ neuron, error, detail, latencyMs, body }) => ({
    uid: neuron.uid,
    error,
    detail,
    latencyMs,
    body: Buffer.from(body),
  }));
}

const askedOf = ({ uid, hotkey, registeredAt, axonAddress, axonServedAt, axonProtocol }: PlannedMiner) => {
  const protocol = axonProtocol === 'http' ? 'http' : 'grpc';
  const asked: Asked = {
    uid,
    hotkey: formatAccount(hotkey.toString('hex')),
    registeredAt: Number(registeredAt),
    axon: { address: axonAddress, servedAt: Number(axonServedAt), protocol },
  };
  return asked;
};
