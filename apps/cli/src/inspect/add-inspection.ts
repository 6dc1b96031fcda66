import type { Command } from 'commander';
import type { WithChain } from '../economy/add-command.js';

/** Adds one command to its group: one file each, and a line in `index.ts`. */
export type AddInspection = (group: Command, withChain: WithChain) => void;
