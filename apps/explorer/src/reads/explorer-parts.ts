import type { ChainReader } from '../chain/chain-reader.js';
import type { EmissionLink } from '../emission/emission-link.js';

/** What every answer is made of. */
export interface ExplorerParts {
  readonly chain: ChainReader;
  readonly emission: EmissionLink;
  /** Stakes that are looked at for those of one coldkey. */
  readonly searchStakes: number;
}
