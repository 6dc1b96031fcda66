import { InvalidArgumentError, type Command } from 'commander';
import { CliError } from '../cli-error.js';
import type { Output } from '../output.js';
import type { CliChain } from './cli-chain.js';

/** Makes commander's action of what a command does with a chain. */
export type WithChain = <A extends readonly unknown[]>(
  action: (chain: CliChain, ...args: A) => Promise<void>,
) => (...args: unknown[]) => Promise<void>;

/** The same for a command that asks something else than a chain. */
export type WithOutput = <A extends readonly unknown[]>(
  action: (output: Output, ...args: A) => Promise<void>,
) => (...args: unknown[]) => Promise<void>;

/** Adds one command to its group: one file each, and a line in `index.ts`. */
export type AddCommand = (group: Command, withChain: WithChain, withOutput: WithOutput) => void;

export const example = (line: string): string => `\nExample:\n  $ yumanet ${line}`;

/** How a secret is given: every process can read a command line, so that only development keys stand there themselves. */
export const SECRET = '//Name, a key file (….json), or @FILE with a phrase';

/** One of `SECRET`. @throws CliError BAD_INPUT without the text: commander's own error would repeat it. */
export function secretArgument(text: string): string {
  if (text.startsWith('//') || text.startsWith('@') || text.endsWith('.json')) return text;
  throw new CliError('BAD_INPUT', `secret: expected ${SECRET}: every process can read a command line`);
}

/** The secret that signs, as every command asks for it. */
export const COLDKEY = ['--coldkey <secret>', `who signs and pays: ${SECRET}`, secretArgument] as const;
export const HOTKEY_SECRET = ['--hotkey <secret>', `who signs: ${SECRET}`, secretArgument] as const;
export const HOTKEY = ['--hotkey <account>', 'SS58 address, 0x… or //Name'] as const;
export const NETUID = ['--netuid <netuid>', 'the subnet'] as const;

const U16_MAX = 65_535;

/** 0..65535. */
export function u16(text: string): number {
  const value = Number(text);
  if (/^\d{1,5}$/.test(text) && value <= U16_MAX) return value;
  throw new InvalidArgumentError('expected an integer in 0..65535');
}

export function u64(text: string): bigint {
  if (/^\d{1,20}$/.test(text) && BigInt(text) < 2n ** 64n) return BigInt(text);
  throw new InvalidArgumentError('expected an integer below 2^64');
}

/** A target of weights, and what it gets: any ratio, as u16. */
export interface Weight {
  readonly uid: number;
  readonly value: number;
}

/** `2:65535,3:30000`. */
export function weightList(text: string): readonly Weight[] {
  return text.split(',').map((pair) => {
    const [uid, value, ...rest] = pair.split(':');
    if (uid === undefined || value === undefined || rest.length > 0)
      throw new InvalidArgumentError('expected uid:weight,… as in 2:65535,3:30000');
    return { uid: u16(uid), value: u16(value) };
  });
}

/** 32 bytes as hex. */
export function hash(text: string): string {
  if (/^0x[0-9a-fA-F]{64}$/.test(text)) return text;
  throw new InvalidArgumentError('expected 0x and 64 hex digits');
}
