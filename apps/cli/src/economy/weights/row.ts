import { HOTKEY_SECRET, NETUID, u16, u64, weightList, type Weight } from '../add-command.js';
import type { Command } from 'commander';

/** What says a row of weights: the same for setting, committing and revealing it. */
export interface RowOptions {
  readonly netuid: number;
  readonly hotkey: string;
  readonly weights: readonly Weight[];
  readonly versionKey?: bigint;
}

type Who = readonly [flags: string, description: string, parse?: (text: string) => string];

export const rowOptions = (command: Command, who: Who = HOTKEY_SECRET): Command =>
  command
    .requiredOption(...NETUID, u16)
    .requiredOption('--weights <list>', 'uid:weight,… as in 2:65535,3:30000', weightList)
    .option('--version-key <number>', 'version of the mechanism (default: 0)', u64)
    .requiredOption(who[0], who[1], who[2] ?? asItIs);

const asItIs = (text: string): string => text;

/** The row as the calls take it. */
export const rowArguments = ({ netuid, weights, versionKey = 0n }: RowOptions) =>
  [netuid, weights.map(({ uid }) => uid), weights.map(({ value }) => value), versionKey] as const;
