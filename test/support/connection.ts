import { WsProvider } from '@polkadot/api';
import type { ApiOptions } from '@polkadot/api/types';

/** How @polkadot/api is pointed at a node. Its own types do not fit exactOptionalPropertyTypes. */
export function connection(url: string): ApiOptions {
  return { provider: new WsProvider(url), noInitWarn: true } as unknown as ApiOptions;
}
