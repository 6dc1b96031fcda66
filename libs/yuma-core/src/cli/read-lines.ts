import { StringDecoder } from 'node:string_decoder';

/** One line of input; without text where it was longer than the limit. Numbers start at 1. */
export interface InputLine {
  readonly number: number;
  readonly text: string | undefined;
}

/** Longest line that is read: an epoch of 65,535 uids with 64 full rows fits, a runaway file does not. */
export const MAX_LINE_BYTES = 64 * 1024 * 1024;

const NEWLINE = 0x0a;

/**
 * Splits bytes into lines without ever holding more than `maxBytes` of one; the rest of a longer line is passed over.
 * Blank lines are left out but counted.
 */
export async function* readLines(
  source: AsyncIterable<Uint8Array>,
  maxBytes = MAX_LINE_BYTES,
): AsyncGenerator<InputLine> {
  let number = 1;
  let parts: Uint8Array[] = [];
  let length = 0;
  const take = (): InputLine | undefined => {
    const line = { number, text: length > maxBytes ? undefined : decode(parts) };
    number++;
    parts = [];
    length = 0;
    return line.text?.trim() === '' ? undefined : line;
  };
  for await (const chunk of source) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      append(chunk.subarray(start, end));
      start = end + 1;
      const line = take();
      if (line !== undefined) yield line;
    }
    append(chunk.subarray(start));
  }
  if (length > 0) {
    const line = take();
    if (line !== undefined) yield line;
  }

  function append(piece: Uint8Array): void {
    length += piece.length;
    if (length > maxBytes) parts = [];
    else if (piece.length > 0) parts.push(piece);
  }
}

function decode(parts: readonly Uint8Array[]): string {
  const decoder = new StringDecoder('utf8');
  return parts.map((part) => decoder.write(Buffer.from(part))).join('') + decoder.end();
}
