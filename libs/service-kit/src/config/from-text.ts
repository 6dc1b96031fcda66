import type { FieldKind } from './field.js';

/** Text that cannot be of its kind stays text: the schema then says what it expected. */
export function fromText(kind: FieldKind, text: string): unknown {
  switch (kind) {
    case 'number':
      return /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(text.trim()) ? Number(text) : text;
    case 'bigint':
      return /^-?\d+$/.test(text.trim()) ? BigInt(text.trim()) : text;
    case 'boolean':
      return fromWord(text);
    case 'list':
      return text === '' ? [] : text.split(',').map((part) => part.trim());
    case 'json':
      return fromJson(text);
    case 'string':
      return text;
  }
}

function fromWord(text: string): unknown {
  const word = text.trim().toLowerCase();
  if (['true', '1', 'yes', 'on'].includes(word)) return true;
  if (['false', '0', 'no', 'off'].includes(word)) return false;
  return text;
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
