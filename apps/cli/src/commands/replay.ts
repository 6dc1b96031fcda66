import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { replayLine, type ReplayOutcome } from '@yumanet/subtensor/replay';
import type { Output } from '../output.js';

interface Counts {
  equal: number;
  different: number;
  unreadable: number;
}

/**
 * Replays golden vectors of the real runtime through ours: one result per line of each file, counts last.
 *
 * @returns whether every line of every file was equal.
 */
export async function replay(output: Output, files: readonly string[]): Promise<boolean> {
  const counts: Counts = { equal: 0, different: 0, unreadable: 0 };
  for (const file of files) {
    try {
      await replayFile(output, file, counts);
    } catch (error) {
      counts.unreadable++;
      const message = error instanceof Error ? error.message : String(error);
      output.row({ file, unreadable: message }, `${file} unreadable: ${message}`);
    }
  }
  const { equal, different, unreadable } = counts;
  output.row(
    { equal, different, unreadable },
    `${equal} equal, ${different} different, ${unreadable} unreadable`,
  );
  return different + unreadable === 0;
}

async function replayFile(output: Output, file: string, counts: Counts): Promise<void> {
  let number = 0;
  for await (const text of linesOf(file)) {
    number++;
    const outcome = replayText(text);
    counts[outcome.equal ? 'equal' : 'different']++;
    const verdict = outcome.equal ? 'equal' : outcome.difference;
    output.row({ file, line: number, ...outcome }, `${file}:${number} ${outcome.id} ${verdict}`);
  }
  if (number === 0) throw new Error('expected at least one line, got none');
}

function replayText(text: string): ReplayOutcome {
  let line: unknown;
  try {
    line = JSON.parse(text);
  } catch (error) {
    return { equal: false, id: '?', difference: `line: expected JSON, got ${(error as Error).message}` };
  }
  return replayLine(line);
}

/** The lines of a file of JSON lines; a .json file is one line. */
async function* linesOf(file: string): AsyncGenerator<string> {
  if (file.endsWith('.json')) {
    yield await readFile(file, 'utf8');
    return;
  }
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Infinity });
  for await (const line of lines) if (line.trim() !== '') yield line;
}
