/**
 * The shape that `yuma epoch`, `economy` and `primitives` share: JSON lines in, one JSON line out for each, in order.
 * A line that cannot be processed gives `{"id", "line", "error": {"code", "message"}}` in its place.
 */
import { createReadStream } from 'node:fs';
import { once } from 'node:events';
import { YumaError } from '../errors.js';
import { asObject, type JsonObject } from '../input/fields.js';
import { Progress } from './progress.js';
import { MAX_LINE_BYTES, readLines, type InputLine } from './read-lines.js';

export const EXIT_OK = 0;
export const EXIT_LINE_FAILED = 1;

export interface LineJob {
  /** Shown in progress. */
  readonly name: string;
  /** A file, or undefined for standard input. */
  readonly file: string | undefined;
  /** Computes the output line, or undefined where it wrote its own output; throws YumaError to refuse. */
  readonly compute: (line: JsonObject, progress: Progress) => JsonObject | undefined;
  readonly quiet: boolean;
}

/** Processes every line; resolves to the exit code. */
export async function processLines(job: LineJob): Promise<number> {
  const progress = new Progress(job.name, process.stderr, process.stderr.isTTY && !job.quiet);
  let processed = 0;
  let failed = 0;
  for await (const line of readLines(open(job.file))) {
    const result = computeLine(line, job, progress);
    processed++;
    if (result.failed) failed++;
    if (result.text !== undefined) await writeLine(result.text);
    progress.update(`${processed} lines, ${failed} refused`);
  }
  progress.done();
  return failed === 0 ? EXIT_OK : EXIT_LINE_FAILED;
}

function computeLine(
  line: InputLine,
  job: LineJob,
  progress: Progress,
): { text: string | undefined; failed: boolean } {
  let id: string | number | null = null;
  try {
    const parsed = parse(line);
    id = idOf(parsed);
    const output = job.compute(parsed, progress);
    return { text: output === undefined ? undefined : stringify(output), failed: false };
  } catch (error) {
    if (!(error instanceof YumaError)) throw error;
    const { code, message } = error;
    return { text: JSON.stringify({ id, line: line.number, error: { code, message } }), failed: true };
  }
}

function idOf(line: JsonObject): string | number | null {
  const id = line['id'];
  return typeof id === 'string' || typeof id === 'number' ? id : null;
}

/** Fields are passed on unread, and JSON.parse takes deeper nesting than JSON.stringify. */
function stringify(output: JsonObject): string {
  try {
    return JSON.stringify(output);
  } catch (error) {
    throw new YumaError(
      'MALFORMED_JSON',
      `line: expected fields that can be written again, got ${(error as Error).message}`,
    );
  }
}

function parse(line: InputLine): JsonObject {
  if (line.text === undefined) {
    throw new YumaError('LINE_TOO_LONG', `line: expected at most ${MAX_LINE_BYTES} bytes, got more`);
  }
  let value: unknown;
  try {
    value = JSON.parse(line.text);
  } catch (error) {
    throw new YumaError('MALFORMED_JSON', `line: expected one JSON object, got ${(error as Error).message}`);
  }
  return asObject('line', value);
}

function open(file: string | undefined): AsyncIterable<Uint8Array> {
  return file === undefined || file === '-' ? process.stdin : readFile(file);
}

async function* readFile(file: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(file, { highWaterMark: 1 << 20 }) as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw new YumaError(
      'FILE_UNREADABLE',
      `${file}: expected a readable file, got ${(error as Error).message}`,
    );
  }
}

async function writeLine(text: string): Promise<void> {
  if (!process.stdout.write(`${text}\n`)) await once(process.stdout, 'drain');
}
