import tab from '@bomb.sh/tab/commander';
import type { Command } from 'commander';
import { example } from './economy/add-command.js';

/** `complete`: completion for a shell, of every command and option that the program has by then. */
export function addCompletion(program: Command): void {
  tab(program);
  program.commands
    .find((command) => command.name() === 'complete')!
    .description('a script that completes commands and options in bash, zsh, fish or powershell')
    .addHelpText('after', `${example('complete bash')}\n  $ source <(yumanet complete bash)`);
}
