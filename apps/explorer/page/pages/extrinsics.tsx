import type { ExtrinsicSummary, Extrinsics } from '../../src/api.js';
import { useAnswer } from '../core/ask.js';
import { clockTime, count, tao } from '../core/format.js';
import { Answered } from '../parts/answered.js';
import { Card } from '../parts/card.js';
import { AddressLink, ExtrinsicLink } from '../parts/links.js';
import { Table, type Column } from '../parts/table.js';

/** What people and services signed lately. */
export function ExtrinsicsPage() {
  const answer = useAnswer<Extrinsics>('/extrinsics?limit=50');
  return (
    <>
      <h1 tabIndex={-1}>Extrinsics</h1>
      <Answered answer={answer} what="the extrinsics">
        {({ extrinsics, from }) => (
          <Card
            title="Signed lately"
            note={`From block ${count(from)} on; those of an older block stand on its page.`}
          >
            <Table
              caption="Signed extrinsics of the recent blocks"
              rows={extrinsics}
              columns={extrinsicColumns}
              rowKey={({ id }) => id}
              empty="Nobody has signed anything in the recent blocks."
            />
          </Card>
        )}
      </Answered>
    </>
  );
}

export const extrinsicColumns: readonly Column<ExtrinsicSummary>[] = [
  { id: 'id', header: 'Extrinsic', show: ({ id }) => <ExtrinsicLink id={id} /> },
  {
    id: 'call',
    header: 'Call',
    by: ({ call }) => call,
    show: ({ call }) => <span class="call">{call}</span>,
  },
  {
    id: 'signer',
    header: 'Signer',
    by: ({ signer }) => signer ?? '',
    show: ({ signer }) =>
      signer === null ? <span class="quiet">the block’s author</span> : <AddressLink address={signer} />,
  },
  { id: 'result', header: 'Result', by: ({ success }) => success, show: (each) => <ResultMark {...each} /> },
  {
    id: 'fee',
    header: 'Fee',
    numeric: true,
    by: ({ feeRao }) => BigInt(feeRao),
    show: ({ feeRao }) => tao(feeRao),
  },
  {
    id: 'time',
    header: 'Time',
    by: ({ time }) => time,
    show: ({ time }) => <span class="num">{clockTime(time)}</span>,
  },
];

export function ResultMark({ success, error }: Pick<ExtrinsicSummary, 'success' | 'error'>) {
  return (
    <span class={`mark ${success ? 'good' : 'bad'}`}>
      <span aria-hidden="true">{success ? '✓' : '✗'} </span>
      {success ? 'done' : error}
    </span>
  );
}
