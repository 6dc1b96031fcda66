import { Differs } from '../differs.js';
import { example } from '../economy/add-command.js';
import type { AddInspection } from './add-inspection.js';
import { askNode } from './ask-node.js';
import { blockHash } from './block-hash.js';
import { entryText, type NodeEntry } from './entry-text.js';

interface Replayed {
  readonly number: number;
  readonly hash: string;
  readonly equal: boolean;
  readonly phases: readonly {
    readonly phase: string | number;
    readonly reads: number;
    readonly storageDiff: readonly NodeEntry[];
  }[];
  readonly differences: readonly { readonly expected: NodeEntry; readonly got: NodeEntry }[];
}

/** `block replay`: a block executed again by its node, and compared with what the chain kept. */
export const blockReplay: AddInspection = (group, withChain) =>
  void group
    .command('replay')
    .argument('[block]', 'number or hash; without it, the newest')
    .description(
      'execute a block again: what each part of it changed, and what came out otherwise than the chain has it',
    )
    .addHelpText('after', example('block replay 1'))
    .action(
      withChain(async ({ api, output }, block: string | undefined) => {
        const found = await askNode<Replayed>(api, 'dev_replayBlock', await blockHash(api, block));
        for (const { phase, reads, storageDiff } of found.phases) {
          const title = typeof phase === 'number' ? `extrinsic ${phase}` : phase;
          const lines = storageDiff.map((entry) => `  ${entryText(entry)}`);
          output.row(
            { number: found.number, phase, reads, storageDiff },
            [`${title}: ${reads} keys read`, ...lines].join('\n'),
          );
        }
        const lines = found.differences.map(
          ({ expected, got }) => `  expected ${entryText(expected)}\n  got      ${entryText(got)}`,
        );
        output.row(
          { number: found.number, hash: found.hash, equal: found.equal, differences: found.differences },
          [`block ${found.number}, ${found.hash}: ${found.equal ? 'equal' : 'DIFFERENT'}`, ...lines].join(
            '\n',
          ),
        );
        if (!found.equal) throw new Differs();
      }),
    );
