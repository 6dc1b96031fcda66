import { InvalidArgumentError } from 'commander';
import { COLDKEY, HOTKEY, example, hash, type AddCommand } from '../add-command.js';

interface VoteOptions {
  readonly index: number;
  readonly approve: boolean;
  readonly hotkey: string;
  readonly coldkey: string;
}

function index(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('expected the proposal’s index');
}

/** `senate vote`: a senator's vote. */
export const senateVote: AddCommand = (group, withChain) =>
  void group
    .command('vote')
    .argument('<proposal>', 'hash of the proposal, as `senate proposals` shows it', hash)
    .description('vote on a proposal as a senator; nay unless --approve is given')
    .requiredOption('--index <number>', 'the proposal’s index', index)
    .option('--approve', 'vote aye', false)
    .requiredOption(...HOTKEY)
    .requiredOption(...COLDKEY)
    .addHelpText(
      'after',
      example(`senate vote 0x… --index 0 --approve --hotkey //Alice//hot --coldkey //Alice`),
    )
    .action(
      withChain(async (chain, proposal: string, options: VoteOptions) => {
        const { approve, coldkey } = options;
        const hotkey = await chain.address(options.hotkey);
        const text = `voted ${approve ? 'aye' : 'nay'} on ${proposal}`;
        await chain.send(coldkey, ['vote', hotkey, proposal, options.index, approve], {
          data: { proposal, hotkey, approve },
          text,
        });
      }),
    );
