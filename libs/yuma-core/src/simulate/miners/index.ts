/** The miners' strategies by name. A new one: its file and its line here. */
import { refusal } from '../../errors.js';
import { Fields } from '../fields.js';
import type { Miner, MinerType } from './miner.js';
import { newMiner } from './new-miner.js';
import { steady } from './steady.js';

export const MINERS: readonly MinerType[] = [steady, newMiner];

export interface NamedMiner extends Miner {
  readonly name: string;
}

/** Reads `"steady"` or `{"name": "steady", …options}`. */
export function readMiner(path: string, value: unknown): NamedMiner {
  const fields = new Fields(path, typeof value === 'string' ? { name: value } : value);
  const name = fields.string('name');
  const type = MINERS.find((miner) => miner.name === name);
  if (type === undefined) {
    const names = MINERS.map((miner) => miner.name).join(', ');
    throw refusal('UNKNOWN_STRATEGY', fields.at('name'), `one of ${names}`, name);
  }
  const miner = type.read(fields);
  fields.done();
  return { name, ...miner };
}
