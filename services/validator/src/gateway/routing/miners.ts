import type { ChainClient, Hex } from '@yumanet/chain-client';
import { planRound, type Asked } from '../../duties/plan-round.js';
import { read, readMetagraph, type Decoded } from '../../metagraph/read-metagraph.js';

/** A miner that clients' queries may go to. */
export type Miner = Asked & {
  /** What the last epoch gave it: u16 proportion. */
  readonly incentive: number;
};

/**
 * The miners of a subnet with an axon, as one block has them.
 *
 * @param self SS58 of the validator.
 * @throws ServiceError as the endpoint's reads.
 */
export async function readMiners(
  client: Pick<ChainClient, 'queryMulti'>,
  netuid: number,
  self: string,
  head: { readonly number: number; readonly hash: Hex },
): Promise<Miner[]> {
  const metagraph = await readMetagraph(client, netuid, head);
  const [incentives] = (await read(client, head.hash, ['Incentive', netuid])) as [Decoded];
  const incentiveOf = [...incentives].map((each) => each.toNumber());
  return planRound(metagraph, self).map((asked) => ({ ...asked, incentive: incentiveOf[asked.uid] ?? 0 }));
}
