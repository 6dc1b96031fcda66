import { Metadata, TypeRegistry, expandMetadata } from '@yumanet/polkadot/types';
import { messageOf } from '@yumanet/service-kit';
import { clientError } from '../errors.js';
import { toHex } from '../hex.js';
import type { RuntimeFacts } from '../source.js';
import { byContent } from './by-content.js';
import { checkExtensions } from './signed-extensions.js';

/** A runtime's metadata, ready to encode and decode with. */
export interface LoadedRuntime {
  readonly facts: RuntimeFacts;
  readonly registry: TypeRegistry;
  readonly metadata: Metadata;
  /** `tx.balances.transferKeepAlive(…)`, `query.system.account`, `consts`, `errors`, `events`. */
  readonly decorated: ReturnType<typeof expandMetadata>;
}

/** Decodes metadata V14 or V15: what it gives is shared, and never changed. @throws ServiceError BAD_ANSWER */
export const loadMetadata = byContent((bytes): Omit<LoadedRuntime, 'facts'> => {
  try {
    const registry = new TypeRegistry();
    const metadata = new Metadata(registry, toHex(bytes));
    registry.setMetadata(metadata, undefined, { ...checkExtensions(metadata).empty });
    return { registry, metadata, decorated: expandMetadata(registry, metadata) };
  } catch (error) {
    throw clientError(
      'BAD_ANSWER',
      `metadata: expected V14 or V15, got ${messageOf(error)}`,
      {},
      { cause: error },
    );
  }
});

export const loadRuntime = (facts: RuntimeFacts): LoadedRuntime => ({
  facts,
  ...loadMetadata(facts.metadata),
});
