/** `rules.kappa=0.6`, `validators[1].strategy.delay=5`: a change to a scenario's JSON. */
import { refusal } from '../errors.js';
import type { JsonObject } from '../input/fields.js';

export interface Change {
  readonly path: string;
  readonly value: unknown;
}

/** @throws YumaError WRONG_TYPE where there is no `path=value`. */
export function readChange(text: string): Change {
  const at = text.indexOf('=');
  if (at < 1) throw refusal('WRONG_TYPE', 'change', 'path=value', text);
  return { path: text.slice(0, at), value: parseValue(text.slice(at + 1)) };
}

/** JSON, or a word as it stands. */
export function parseValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** A copy with the change. Objects that are not there are made; a list must have the element. */
export function applyChange(scenario: JsonObject, { path, value }: Change): JsonObject {
  const keys = path
    .split(/\.|\[(\d+)\]/)
    .filter((key: string | undefined) => key !== undefined && key !== '');
  const copy = structuredClone(scenario) as Record<string, unknown>;
  let node: Record<string, unknown> = copy;
  keys.slice(0, -1).forEach((key, depth) => {
    const next = (node[key] ??= Array.isArray(node) ? undefined : {});
    if (typeof next !== 'object' || next === null || FORBIDDEN.has(key)) {
      throw refusal('UNKNOWN_FIELD', keys.slice(0, depth + 1).join('.'), 'an object or a list', path);
    }
    node = next as Record<string, unknown>;
  });
  const last = keys.at(-1);
  if (last === undefined || FORBIDDEN.has(last) || (Array.isArray(node) && !(last in node))) {
    throw refusal('UNKNOWN_FIELD', path, 'a path into the scenario', path);
  }
  node[last] = value;
  return copy;
}

const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);
