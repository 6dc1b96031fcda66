import type { ChainClient, Head } from '@yumanet/chain-client';
import {
  askPartialState,
  finney202406,
  preflight,
  type Preflight,
  type WeightCallQuestion,
} from '@yumanet/subtensor';

/** The pre-flight of a call in a block, over the state of a final one. @throws ServiceError as the endpoint's reads. */
export const askChain = (
  { source }: Pick<ChainClient, 'source'>,
  question: WeightCallQuestion,
  at: Head,
  block: bigint,
): Promise<Preflight> =>
  askPartialState(
    finney202406,
    (keys) => source.storage(keys, at.hash),
    (ctx) => preflight(ctx, question, block),
  );
