import { readFile } from 'node:fs/promises';
import { EpochVerdict, Verdict } from '@yumanet/proto/emission/v1';
import { createYuma, verifyEpochLine, type YumaEngine } from '@yumanet/yuma-core';
import { formatTao } from '../amount.js';
import { CliError } from '../cli-error.js';
import type { Output } from '../output.js';
import { ASK, askEmission } from './ask.js';

/** `yumanet verify NETUID`: the service's verdict. @returns whether it is equal. */
export async function verify(
  output: Output,
  address: string,
  netuid: number,
  block: bigint | undefined,
): Promise<boolean> {
  const { verdict } = await askEmission(address, (client) => client.getEpochVerdict({ netuid, block }, ASK));
  if (verdict === undefined) throw new CliError('FAILED', 'verify: expected a verdict, got none');
  const at = `epoch of subnet ${netuid} in block ${verdict.block}`;
  output.row(EpochVerdict.toJSON(verdict) as Record<string, unknown>, `${at}: ${verdictText(verdict)}`);
  return verdict.verdict === Verdict.VERDICT_EQUAL;
}

function verdictText({ verdict, difference, reason, raoEmission }: EpochVerdict): string {
  if (verdict === Verdict.VERDICT_EQUAL) return `equal, ${formatTao(raoEmission)} TAO`;
  if (difference === undefined) return `not verified (${reason})`;
  const { field, uid, expected, got } = difference;
  return `DIFFERENT: ${field}${uid === undefined ? '' : ` of uid ${uid}`}: expected ${expected}, got ${got}`;
}

/** `yumanet verify --file`: epochs with their outputs, a JSON line each; no service needed. @returns whether all are equal. */
export async function verifyFile(output: Output, file: string): Promise<boolean> {
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw new CliError('BAD_INPUT', `${file}: ${error.message}`);
  });
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const yuma = createYuma({ backend: 'wasm' });
  let equal = 0;
  lines.forEach((line, k) => {
    const difference = differenceOf(line, yuma);
    if (difference === undefined) equal++;
    output.row(
      { line: k + 1, equal: difference === undefined, ...(difference ? { difference } : {}) },
      `line ${k + 1}: ${difference ?? 'equal'}`,
    );
  });
  yuma.dispose();
  output.row({ equal, different: lines.length - equal }, `${equal} equal, ${lines.length - equal} different`);
  return equal === lines.length && equal > 0;
}

function differenceOf(line: string, yuma: YumaEngine): string | undefined {
  try {
    return verifyEpochLine(line, (input) => yuma.runEpoch(input));
  } catch (error) {
    return `unreadable: ${error instanceof Error ? error.message : String(error)}`;
  }
}
