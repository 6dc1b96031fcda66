/** Scenarios and metagraphs from disk. */
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { YumaEngine } from '../../engine.js';
import { refusal, YumaError } from '../../errors.js';
import { readEpochLine } from '../../golden/epoch-line.js';
import { asObject, type JsonObject } from '../../input/fields.js';
import { readScenario, type Scenario } from '../../simulate/scenario.js';
import type { EpochInput2026 } from '../../types.js';

/** What is packaged: a scenario names it without a folder. */
const PACKAGED = fileURLToPath(new URL('../../../test/vectors/', import.meta.url));

export interface ScenarioFile {
  readonly source: JsonObject;
  /** Metagraphs are named relative to it. */
  readonly folder: string;
}

/** @throws YumaError FILE_UNREADABLE, MALFORMED_JSON or WRONG_TYPE. */
export function readScenarioFile(file: string): ScenarioFile {
  return { source: asObject('scenario', parse(file, readText(file))), folder: dirname(resolve(file)) };
}

/** @throws YumaError with the path of the wrong field. */
export function loadScenario({ source, folder }: ScenarioFile, engine: YumaEngine): Scenario {
  const metagraph = (path: string, file: string, line: number): EpochInput2026 => {
    const lines = readText(resolve(file === 'finney_sn15.jsonl' ? PACKAGED : folder, file))
      .trim()
      .split('\n');
    const text = lines[line - 1];
    if (text === undefined)
      throw refusal('OUT_OF_RANGE', path, `a file of at least ${line} lines`, lines.length);
    const input = readEpochLine('golden', asObject(path, parse(file, text)));
    if (input.ruleset !== '2026') throw refusal('UNKNOWN_RULESET', path, '2026', input.ruleset);
    return input;
  };
  return readScenario(source, { metagraph, engine });
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const message = `${file}: expected a readable file, got ${(error as Error).message}`;
    throw new YumaError('FILE_UNREADABLE', message);
  }
}

function parse(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new YumaError('MALFORMED_JSON', `${file}: expected JSON, got ${(error as Error).message}`);
  }
}
