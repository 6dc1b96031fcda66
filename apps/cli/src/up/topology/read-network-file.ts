import { readFileSync } from 'node:fs';
import { isServiceError } from '@yumanet/service-kit';
import { loadMechanism } from '@yumanet/subnet-kit';
import { LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import { CliError } from '../../cli-error.js';
import { networkSchema } from './schema.js';
import type { Topology } from './topology.js';

/** More is no network file. */
const MAX_BYTES = 1_000_000;
/** YAML's aliases can make a small file a huge one. */
const MAX_ALIASES = 100;

/**
 * A network file's topology.
 *
 * @throws CliError BAD_INPUT with a line for each problem: file, line, path, what was expected.
 */
export async function readNetworkFile(file: string): Promise<Topology> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new CliError('BAD_INPUT', `${file}: expected a network file, got ${(error as Error).message}`);
  }
  return parseNetwork(text, file);
}

/** As `readNetworkFile`, of text. */
export async function parseNetwork(text: string, file: string): Promise<Topology> {
  if (text.length > MAX_BYTES)
    throw new CliError('BAD_INPUT', `${file}: expected at most ${MAX_BYTES} bytes, got ${text.length}`);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const [broken] = document.errors;
  if (broken !== undefined)
    throw new CliError(
      'BAD_INPUT',
      `${file}:${lines.linePos(broken.pos[0]).line}: expected YAML, got ${broken.message}`,
    );
  const given: unknown = document.toJS({ maxAliasCount: MAX_ALIASES });
  const found = networkSchema.safeParse(given);
  const problems = found.success ? await mechanismProblems(given as Given) : found.error.issues.flatMap(flat);
  if (found.success && problems.length === 0) return found.data;
  const said = problems.map(
    ({ path, message }) =>
      `${file}:${lineOf(document, lines, path)}: ${path.join('.') || 'network'}: ${message}`,
  );
  throw new CliError('BAD_INPUT', said.join('\n'));
}

/** What the schema has seen already. */
interface Given {
  readonly subnets: readonly {
    readonly mechanism: string;
    readonly miners: readonly { readonly backend: string }[];
  }[];
}

/** Mechanisms that cannot be loaded, and backends that they do not have. */
async function mechanismProblems({ subnets }: Given): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const [s, { mechanism, miners }] of subnets.entries()) {
    try {
      const { backends } = (await loadMechanism(mechanism)).handler;
      miners.forEach(({ backend }, i) => {
        const message = `expected one of ${backends.join(', ')}, got ${backend}`;
        if (!backends.includes(backend))
          problems.push({ path: ['subnets', s, 'miners', i, 'backend'], message });
      });
    } catch (error) {
      if (!isServiceError(error)) throw error;
      problems.push({ path: ['subnets', s, 'mechanism'], message: error.message });
    }
  }
  return problems;
}

interface Problem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** An unknown key stands at the key itself, not at what holds it. */
function flat(issue: z.core.$ZodIssue): Problem[] {
  const path = issue.path.map((key) => (typeof key === 'number' ? key : String(key)));
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ path: [...path, key], message: 'expected a known key' }));
  return [{ path, message: issue.message.replace(/^Invalid input: /, '') }];
}

/** Of what a path names, or, where it is missing, of what should hold it. From 1. */
function lineOf(document: Document, lines: LineCounter, path: readonly (string | number)[]): number {
  for (let depth = path.length; depth > 0; depth--) {
    const node = document.getIn(path.slice(0, depth), true) as { range?: readonly number[] } | undefined;
    if (node?.range) return lines.linePos(node.range[0]!).line;
  }
  return 1;
}
