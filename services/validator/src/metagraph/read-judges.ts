import type { Head } from '@yumanet/chain-client';
import type { Metagraph } from './metagraph.js';
import { read, type ChainReader, type Decoded } from './read-metagraph.js';

/**
 * Who may judge on a subnet, by hotkey (SS58), whether they have spoken or not: enough stake to set weights, active as the epoch
 * counts it, and no axon, since who serves one is there to be judged.
 *
 * @throws ServiceError as the endpoint's reads.
 */
export async function readJudges(
  client: ChainReader,
  { netuid, neurons }: Pick<Metagraph, 'netuid' | 'neurons'>,
  { number, hash }: Head,
): Promise<readonly string[]> {
  const silent = neurons.filter(({ axon }) => axon === undefined);
  const [updates, cutoff, least, ...stakes] = (await read(
    client,
    hash,
    ['LastUpdate', netuid],
    ['ActivityCutoff', netuid],
    ['WeightsMinStake'],
    ...silent.map(({ hotkey }) => ['TotalHotkeyStake', hotkey] as const),
  )) as [Decoded, Decoded, Decoded, ...Decoded[]];
  const updatedAt = [...updates].map((value) => value.toNumber());
  const isActive = (uid: number): boolean => (updatedAt[uid] ?? 0) + cutoff.toNumber() >= number;
  return silent.flatMap(({ uid, hotkey }, i) => {
    const stake = stakes[i]?.toBigInt() ?? 0n;
    return stake > 0n && stake >= least.toBigInt() && isActive(uid) ? [hotkey] : [];
  });
}
