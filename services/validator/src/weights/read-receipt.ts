import type { ChainClient, Hex } from '@yumanet/chain-client';
import type { WeightsIntent, WeightsReceipt } from '@yumanet/proto/validator/v1';
import { vecU16MaxUpscaleToU16 } from '@yumanet/yuma-core';
import { read, type ChainReader, type Decoded } from '../metagraph/read-metagraph.js';

export type RowReader = ChainReader & Pick<ChainClient, 'finalizedBlocks'>;

/** Whether the row that the chain has of a uid is the intent's, as the chain upscales it. */
export async function isRowStored(
  client: ChainReader,
  { netuid, uids, weights }: WeightsIntent,
  uid: number | undefined,
  at: Hex,
): Promise<boolean> {
  if (uid === undefined) return false;
  const [row] = (await read(client, at, ['Weights', netuid, uid])) as [Decoded];
  const stored = [...row].map((entry) => [...entry].map((value) => value.toNumber()));
  const upscaled = vecU16MaxUpscaleToU16(weights);
  return (
    stored.length === uids.length &&
    stored.every(([target, value], i) => target === uids[i] && value === upscaled[i])
  );
}

/**
 * What an epoch made of a row, from the state that it read and the state that it left.
 *
 * @returns `other` when it read another row of this hotkey, or none.
 * @throws ServiceError as the endpoint's reads.
 */
export async function readReceipt(
  client: RowReader,
  intent: WeightsIntent,
  hotkey: string,
  epoch: number,
  signal: AbortSignal,
): Promise<WeightsReceipt | 'other'> {
  const [before, after] = await blocksAt(client, epoch - 1, signal);
  const [uidOf] = (await read(client, before, ['Uids', intent.netuid, hotkey])) as [Decoded];
  const uid = uidOf.isNone ? undefined : uidOf.unwrap().toNumber();
  if (uid === undefined || !(await isRowStored(client, intent, uid, before))) return 'other';
  const { netuid, uids } = intent;
  const [permits, updates, ...registered] = (await read(
    client,
    before,
    ['ValidatorPermit', netuid],
    ['LastUpdate', netuid],
    ...uids.map((target) => ['BlockAtRegistration', netuid, target] as const),
  )) as [Decoded, Decoded, ...Decoded[]];
  const [consensus, trust, dividends, emission] = (await read(
    client,
    after,
    ['Consensus', netuid],
    ['ValidatorTrust', netuid],
    ['Dividends', netuid],
    ['Emission', netuid],
  )) as [Decoded, Decoded, Decoded, Decoded];
  const at = (vector: Decoded, index: number): number => [...vector][index]?.toNumber() ?? 0;
  const lastUpdate = at(updates, uid);
  const agreed = [...consensus].map((value) => value.toNumber());
  return {
    epoch: BigInt(epoch),
    uid,
    // Weights count by the permits that the epoch found.
    permit: [...permits][uid]?.isTrue ?? false,
    masked: uids.filter((_, i) => lastUpdate <= (registered[i]?.toNumber() ?? 0)),
    consensus: uids.map((target) => agreed[target] ?? 0),
    validatorTrust: at(trust, uid),
    dividends: at(dividends, uid),
    emissionRao: [...emission][uid]?.toBigInt() ?? 0n,
    explanation: undefined,
  };
}

/** Hashes of a final block and of the one after it. */
async function blocksAt(client: RowReader, from: number, signal: AbortSignal): Promise<[Hex, Hex]> {
  const hashes: Hex[] = [];
  for await (const { hash } of client.finalizedBlocks(from, signal)) {
    hashes.push(hash);
    if (hashes.length === 2) break;
  }
  signal.throwIfAborted();
  return hashes as [Hex, Hex];
}
