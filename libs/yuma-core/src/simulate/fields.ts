/** An object of a scenario: every value is read with its path, and what nobody has read is refused. */
import { refusal } from '../errors.js';
import { asArray, asFlag, asObject, asString, type JsonObject } from '../input/fields.js';

export class Fields {
  private readonly object: JsonObject;
  private readonly known = new Set<string>();

  constructor(
    readonly path: string,
    value: unknown,
  ) {
    this.object = asObject(path, value);
  }

  /** Where a field stands: `validators[2].strategy.noise`. */
  at(name: string): string {
    return this.path === 'scenario' ? name : `${this.path}.${name}`;
  }

  raw(name: string): unknown {
    this.known.add(name);
    return this.object[name];
  }

  has(name: string): boolean {
    return this.object[name] !== undefined;
  }

  /** @throws YumaError MISSING_FIELD, WRONG_TYPE or OUT_OF_RANGE, with the path. */
  number(name: string, min: number, max: number, absent?: number): number {
    return asNumber(this.at(name), this.raw(name) ?? absent, min, max);
  }

  integer(name: string, min: number, max: number, absent?: number): number {
    const value = this.number(name, min, max, absent);
    if (!Number.isInteger(value)) throw refusal('WRONG_TYPE', this.at(name), 'an integer', value);
    return value;
  }

  string(name: string, absent?: string): string {
    return asString(this.at(name), this.raw(name) ?? absent);
  }

  flag(name: string, absent: boolean): boolean {
    return asFlag(this.at(name), this.raw(name) ?? absent);
  }

  choice<T extends string>(name: string, choices: readonly T[], absent: T): T {
    const value = this.string(name, absent);
    const found = choices.find((choice) => choice === value);
    if (found === undefined) throw refusal('OUT_OF_RANGE', this.at(name), choices.join(' or '), value);
    return found;
  }

  list<T>(name: string, read: (path: string, value: unknown) => T): T[] {
    return asArray(this.at(name), this.raw(name)).map((value, i) => read(`${this.at(name)}[${i}]`, value));
  }

  /** @throws YumaError UNKNOWN_FIELD for the first field that was not read. */
  done(): void {
    const unknown = Object.keys(this.object).find((name) => !this.known.has(name));
    if (unknown === undefined) return;
    throw refusal('UNKNOWN_FIELD', this.at(unknown), `one of ${[...this.known].join(', ')}`, unknown);
  }
}

export function asNumber(path: string, value: unknown, min: number, max: number): number {
  if (value === undefined) throw refusal('MISSING_FIELD', path, 'a number', value);
  if (typeof value !== 'number' || !Number.isFinite(value))
    throw refusal('WRONG_TYPE', path, 'a number', value);
  if (value < min || value > max) throw refusal('OUT_OF_RANGE', path, `${min} … ${max}`, value);
  return value;
}

/** A value over time: a number, or `[[0, a], [20, b]]`: a from epoch 0 on, b from epoch 20 on. */
export type Steps = readonly (readonly [epoch: number, value: number])[];

export function asSteps(path: string, value: unknown, min: number, max: number): Steps {
  if (typeof value === 'number' || value === undefined) return [[0, asNumber(path, value, min, max)]];
  const steps = asArray(path, value).map((step, i) => {
    const [epoch, at] = asArray(`${path}[${i}]`, step);
    return [
      asNumber(`${path}[${i}][0]`, epoch, 0, Number.MAX_SAFE_INTEGER),
      asNumber(`${path}[${i}][1]`, at, min, max),
    ] as const;
  });
  if (steps[0]?.[0] !== 0) throw refusal('OUT_OF_RANGE', `${path}[0][0]`, 'epoch 0', steps[0]?.[0]);
  const unsorted = steps.findIndex(([epoch], i) => i > 0 && epoch <= steps[i - 1]![0]);
  if (unsorted > 0)
    throw refusal('OUT_OF_RANGE', `${path}[${unsorted}][0]`, 'a later epoch', steps[unsorted]![0]);
  return steps;
}

export function valueAt(steps: Steps, epoch: number): number {
  let value = steps[0]![1];
  for (const [from, next] of steps) if (epoch >= from) value = next;
  return value;
}
