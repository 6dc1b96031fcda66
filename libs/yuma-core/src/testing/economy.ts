import { computeEconomy } from '../golden/economy/index.js';
import type { JsonObject } from '../input/fields.js';

/** What is computed for the rows of a line. */
export function computedRows(line: JsonObject): unknown[] {
  return (computeEconomy(line)['rows'] as { computed: unknown }[]).map(({ computed }) => computed);
}
