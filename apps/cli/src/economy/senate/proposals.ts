import { example, type AddCommand } from '../add-command.js';

interface Votes {
  readonly index: { toNumber(): number };
  readonly threshold: { toNumber(): number };
  readonly end: { toNumber(): number };
  readonly ayes: { toJSON(): unknown };
  readonly nays: { toJSON(): unknown };
}
interface Optional<T> {
  readonly isSome: boolean;
  unwrap(): T;
}
interface Proposal {
  readonly section: string;
  readonly method: string;
  toHuman(): unknown;
}

/** `senate proposals`: what the Triumvirate has proposed, and who voted how. */
export const senateProposals: AddCommand = (group, withChain) =>
  void group
    .command('proposals')
    .description('what is proposed, until which block, and who voted how')
    .addHelpText('after', example('senate proposals --json'))
    .action(
      withChain(async ({ api, output }) => {
        const query = api.query['triumvirate']!;
        const hashes = [...((await query['proposals']!()) as never as Iterable<{ toHex(): string }>)];
        for (const hash of hashes.map((each) => each.toHex())) {
          const call = (await query['proposalOf']!(hash)) as never as Optional<Proposal>;
          const voting = (await query['voting']!(hash)) as never as Optional<Votes>;
          if (!call.isSome || !voting.isSome) continue;
          const { section, method } = call.unwrap();
          const { index, threshold, end, ayes, nays } = voting.unwrap();
          const row = {
            hash,
            index: index.toNumber(),
            proposal: `${section}.${method}`,
            call: call.unwrap().toHuman(),
            threshold: threshold.toNumber(),
            end: end.toNumber(),
            ayes: ayes.toJSON(),
            nays: nays.toJSON(),
          };
          const votes = `${(row.ayes as unknown[]).length} aye, ${(row.nays as unknown[]).length} nay`;
          output.row(row, `${hash}  ${row.index}  ${row.proposal}  ${votes}, until block ${row.end}`);
        }
      }),
    );
