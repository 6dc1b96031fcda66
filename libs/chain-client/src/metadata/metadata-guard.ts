import { clientError } from '../errors.js';
import { describeMetadata, differences, type Difference, type UsedItems } from './describe.js';

/** Refuses a runtime that differs in something that is used, by name, before anything is read or sent with it. */
export class MetadataGuard {
  readonly #used: UsedItems;
  readonly #accepted = new Set<number>();

  constructor(used: UsedItems) {
    this.#used = used;
  }

  /**
   * @param metadata is fetched only for a spec version not seen before
   * @throws ServiceError METADATA_MISMATCH; `data.differences` lists all of them as JSON.
   */
  async check(specVersion: number, metadata: () => Promise<Uint8Array>): Promise<void> {
    // PERF: to describe a runtime takes half a second; who names nothing that it uses has nothing to compare.
    if (this.#accepted.has(specVersion) || Object.keys(this.#used).length === 0) return;
    const found = differences(this.#used, describeMetadata(await metadata()));
    if (found.length > 0) throw mismatch(specVersion, found);
    this.#accepted.add(specVersion);
  }
}

function mismatch(specVersion: number, found: readonly Difference[]) {
  const lines = found.map(
    ({ item, expected, got }) => `${item}: expected ${cut(expected)}, got ${cut(got ?? 'nothing')}`,
  );
  const what = `runtime ${specVersion}: expected what is used to be as it was, got ${found.length} differences\n${lines.join('\n')}`;
  return clientError('METADATA_MISMATCH', what, {
    specVersion,
    items: found.map(({ item }) => item).join(', '),
    differences: JSON.stringify(found),
  });
}

const cut = (text: string) => (text.length > 200 ? `${text.slice(0, 200)}…` : text);
