import type { Field } from './field.js';

/** What stands for a secret wherever settings are shown. */
export const HIDDEN = '[hidden]';

/** Settings as they may be shown: secrets hidden, passwords in URLs hidden, bigint as text. */
export function printableConfig(
  fields: readonly Field[],
  config: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    fields.map(({ key, secret }) => {
      const value = config[key];
      return [key, secret && value !== undefined && value !== '' ? HIDDEN : printable(value)];
    }),
  );
}

function printable(value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'string') return hideUrlPassword(value);
  if (Array.isArray(value)) return value.map(printable);
  return value;
}

/** A user and a password after `://`. Each part is bounded: what is searched is of any length, and may come from anybody. */
const URL_PASSWORD = /(:\/\/[^\s:/@]{0,256}:)(?:[^\s/]{1,1024}|[^\s@]{1,1024})@/g;

/** `nats://user:pass@host` → `nats://user:[hidden]@host`. */
export function hideUrlPassword(text: string): string {
  return text.replace(URL_PASSWORD, `$1${HIDDEN}@`);
}
