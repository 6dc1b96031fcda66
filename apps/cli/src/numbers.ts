import { InvalidArgumentError } from 'commander';

const MAX_COUNT = 10_000;

/** @throws InvalidArgumentError */
export function port(text: string): number {
  const value = Number(text);
  if (/^\d{1,5}$/.test(text) && value <= 65_535) return value;
  throw new InvalidArgumentError('expected a port, 0..65535');
}

/** @throws InvalidArgumentError */
export function count(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0 && value <= MAX_COUNT) return value;
  throw new InvalidArgumentError(`expected an integer in 1..${MAX_COUNT}`);
}

/** @throws InvalidArgumentError */
export function seconds(text: string): number {
  const value = Number(text);
  if (value >= 0.05 && value <= 3_600) return value;
  throw new InvalidArgumentError('expected seconds, 0.05..3600');
}
