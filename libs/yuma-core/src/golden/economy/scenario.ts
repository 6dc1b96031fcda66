import type { JsonObject } from '../../input/fields.js';

/** Computed fields, under the names of the recorded ones they are compared with. */
export type Computed = JsonObject;

/**
 * One scenario of the golden economy: the fields it computes for a whole line, or for each of its `rows`.
 * Recorded fields are never read as input to themselves.
 */
export type Scenario =
  | { readonly kind: 'line'; readonly compute: (line: JsonObject) => Computed }
  | {
      readonly kind: 'rows';
      readonly compute: (line: JsonObject, rows: readonly JsonObject[]) => Computed[];
    };
