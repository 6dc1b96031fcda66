import type { ListReceiptsRequest, ListReceiptsResponse } from '@yumanet/proto/validator/v1';
import type { Validator } from '../validator.js';

/** ListReceipts: what became of each epoch's row of weights. */
export const listReceipts = (
  { view }: Pick<Validator, 'view'>,
  { fromEpoch }: ListReceiptsRequest,
): ListReceiptsResponse => ({ intents: view.intents.filter(({ epoch }) => epoch >= fromEpoch) });
