#!/usr/bin/env node
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { replayLine } from '../dist/replay/index.js';

const USAGE = `yumanet-replay FILE…

Replays golden vectors of spec 185 (JSON lines; a .json file is one line) through the runtime's real calls and block
step. Prints "equal" or the first difference per line, then counts. Exit code: 0 all equal, 1 any difference or
unreadable file, 2 wrong usage.
`;

/** The parsed lines of a file; an Error in place of one that is not JSON. */
async function* parsedLines(file) {
  const parse = (text) => {
    try {
      return JSON.parse(text);
    } catch (error) {
      return new Error(`line: expected JSON, got ${error.message}`);
    }
  };
  if (file.endsWith('.json')) {
    yield parse(await readFile(file, 'utf8'));
    return;
  }
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Infinity });
  for await (const line of lines) if (line.trim() !== '') yield parse(line);
}

async function replayFile(file, counts) {
  let number = 0;
  for await (const line of parsedLines(file)) {
    number++;
    const outcome =
      line instanceof Error ? { equal: false, id: '?', difference: line.message } : replayLine(line);
    counts[outcome.equal ? 'equal' : 'different']++;
    console.log(`${file}:${number} ${outcome.id} ${outcome.equal ? 'equal' : outcome.difference}`);
  }
  if (number === 0) throw new Error('expected at least one line, got none');
}

async function main(files) {
  if (files.length === 0 || files.some((file) => file.startsWith('-'))) {
    const asked = files.includes('--help') || files.includes('-h');
    (asked ? process.stdout : process.stderr).write(USAGE);
    return asked ? 0 : 2;
  }
  const counts = { equal: 0, different: 0, unreadable: 0 };
  for (const file of files) {
    try {
      await replayFile(file, counts);
    } catch (error) {
      counts.unreadable++;
      console.log(`${file} unreadable: ${error.message}`);
    }
  }
  console.log(`${counts.equal} equal, ${counts.different} different, ${counts.unreadable} unreadable`);
  return counts.different + counts.unreadable === 0 ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2));
