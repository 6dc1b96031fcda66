import { describe, expect, it } from 'vitest';
import { readLines, type InputLine } from './read-lines.js';

async function* bytes(chunks: (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield await Promise.resolve(Buffer.from(chunk));
}

async function lines(chunks: (string | Uint8Array)[], maxBytes?: number): Promise<InputLine[]> {
  const found: InputLine[] = [];
  for await (const line of readLines(bytes(chunks), maxBytes)) found.push(line);
  return found;
}

describe('readLines', () => {
  it('splits at newlines wherever chunks end; the last line needs none', async () => {
    const expected = [
      { number: 1, text: 'ab' },
      { number: 2, text: 'cd' },
    ];
    expect(await lines(['ab\ncd'])).toEqual(expected);
    expect(await lines(['a', 'b', '\n', 'c', 'd\n'])).toEqual(expected);
  });

  it('leaves out blank lines but counts them', async () => {
    expect(await lines(['\n \t\nx\n\n'])).toEqual([{ number: 3, text: 'x' }]);
    expect(await lines([])).toEqual([]);
  });

  it('keeps a carriage return, which JSON takes as blank; a line of nothing else is blank', async () => {
    const crlf = await lines(['{"a":1}\r\n\r\n{"a":2}\r\n']);
    expect(crlf.map(({ number, text }) => [number, JSON.parse(text!) as unknown])).toEqual([
      [1, { a: 1 }],
      [3, { a: 2 }],
    ]);
  });

  it('joins a character whose bytes are in two chunks', async () => {
    const euro = Buffer.from('€\n');
    expect(await lines([euro.subarray(0, 1), euro.subarray(1, 2), euro.subarray(2)])).toEqual([
      { number: 1, text: '€' },
    ]);
  });

  it('has no text for a line above the limit in bytes, and goes on after it', async () => {
    const expected = [
      { number: 1, text: '1234' },
      { number: 2, text: undefined },
      { number: 3, text: 'x' },
    ];
    expect(await lines(['1234\n12345\nx'], 4)).toEqual(expected);
    expect(await lines(['1234\n1', '23', '45', '\nx'], 4)).toEqual(expected);
    expect(await lines(['€€'], 4)).toEqual([{ number: 1, text: undefined }]);
  });
});
