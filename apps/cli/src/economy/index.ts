import type { Command } from 'commander';
import type { AddCommand, WithChain, WithOutput } from './add-command.js';
import { delegatesBecome } from './delegates/become.js';
import { delegatesList } from './delegates/list.js';
import { delegatesTake } from './delegates/take.js';
import { metagraph } from './metagraph.js';
import { register } from './register.js';
import { rootRegister } from './root/register.js';
import { rootWeights } from './root/weights.js';
import { senateList } from './senate/list.js';
import { senateProposals } from './senate/proposals.js';
import { senateVote } from './senate/vote.js';
import { stakeAdd } from './stake/add.js';
import { stakeRemove } from './stake/remove.js';
import { stakeShow } from './stake/show.js';
import { subnetsCost } from './subnets/cost.js';
import { subnetsCreate } from './subnets/create.js';
import { subnetsList } from './subnets/list.js';
import { subnetsShow } from './subnets/show.js';
import { weightsCommit } from './weights/commit.js';
import { weightsPreflight } from './weights/preflight.js';
import { weightsReceipts } from './weights/receipts.js';
import { weightsReveal } from './weights/reveal.js';
import { weightsSet } from './weights/set.js';
import { weightsShow } from './weights/show.js';

const ALONE: readonly AddCommand[] = [metagraph, register];

const GROUPS: Readonly<Record<string, { readonly what: string; readonly commands: readonly AddCommand[] }>> =
  {
    subnets: {
      what: 'list, show, price and register subnets',
      commands: [subnetsList, subnetsShow, subnetsCost, subnetsCreate],
    },
    stake: { what: 'stake to a hotkey, and back', commands: [stakeShow, stakeAdd, stakeRemove] },
    delegates: { what: 'who takes nominations', commands: [delegatesList, delegatesBecome, delegatesTake] },
    weights: {
      what: 'what validators say of miners',
      commands: [weightsShow, weightsSet, weightsCommit, weightsReveal, weightsPreflight, weightsReceipts],
    },
    root: { what: 'validators that share emission among subnets', commands: [rootRegister, rootWeights] },
    senate: { what: 'senators and proposals', commands: [senateList, senateProposals, senateVote] },
  };

/** Everything that the six roles do on a chain. */
export function addEconomyCommands(program: Command, withChain: WithChain, withOutput: WithOutput): void {
  for (const add of ALONE) add(program, withChain, withOutput);
  for (const [name, { what, commands }] of Object.entries(GROUPS)) {
    const group = program.command(name).description(what);
    for (const add of commands) add(group, withChain, withOutput);
  }
}
