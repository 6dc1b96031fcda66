/** Values of command line options, refused with what was expected. */
import { availableParallelism } from 'node:os';
import { InvalidArgumentError } from 'commander';

/** A number in [min, max]. */
export function numberIn(min: number, max: number) {
  return (text: string): number => {
    const value = Number(text);
    if (text.trim() === '' || !(value >= min && value <= max)) {
      throw new InvalidArgumentError(`expected a number in ${min} … ${max}`);
    }
    return value;
  };
}

/** An integer in [min, max]. */
export function integerIn(min: number, max: number) {
  return (text: string): number => {
    const value = Number(text);
    if (text.trim() === '' || !Number.isInteger(value) || value < min || value > max) {
      throw new InvalidArgumentError(`expected an integer in ${min} … ${max}`);
    }
    return value;
  };
}

/** Numbers in [min, max], separated by commas. */
export function numbersIn(min: number, max: number) {
  const read = numberIn(min, max);
  return (text: string): number[] => text.split(',').map(read);
}

const MAX_THREADS = 16;
export const threadCount = integerIn(1, MAX_THREADS);

export function defaultThreads(): number {
  return Math.min(availableParallelism(), MAX_THREADS);
}
