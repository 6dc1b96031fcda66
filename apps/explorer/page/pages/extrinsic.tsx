import type { Argument, Extrinsic } from '../../src/api.js';
import { useAnswer } from '../core/ask.js';
import { count, dateTime, tao } from '../core/format.js';
import { Answered } from '../parts/answered.js';
import { Card } from '../parts/card.js';
import { Facts } from '../parts/facts.js';
import { AddressLink, BlockLink } from '../parts/links.js';
import { Table, type Column } from '../parts/table.js';
import { EventList } from './event-list.js';
import { ResultMark } from './extrinsics.js';

/** One extrinsic: what it says and what it did. @param extrinsic its place or hash */
export function ExtrinsicPage({ extrinsic }: { readonly extrinsic: string }) {
  const answer = useAnswer<Extrinsic>(`/extrinsics/${encodeURIComponent(extrinsic)}`, { live: false });
  return (
    <>
      <h1 tabIndex={-1}>Extrinsic {extrinsic.length > 20 ? 'by hash' : extrinsic}</h1>
      <Answered answer={answer} what="the extrinsic">
        {(found) => (
          <>
            <Card title={found.call}>
              <Facts
                facts={[
                  ['Result', <ResultMark {...found} />],
                  ['Hash', <span class="mono">{found.hash}</span>, 'hash'],
                  ['Block', <BlockLink number={found.block.number} />],
                  ['Time', dateTime(found.time)],
                  [
                    'Signer',
                    found.signer === null ? (
                      'the block’s author'
                    ) : (
                      <AddressLink address={found.signer} long />
                    ),
                  ],
                  ['Nonce', found.nonce === null ? '–' : count(found.nonce)],
                  ['Fee', tao(found.feeRao), 'fee'],
                ]}
              />
            </Card>
            <Card title="Arguments">
              <Table
                caption="Arguments of the call"
                rows={found.args}
                columns={argumentColumns}
                rowKey={({ name }) => name}
                empty="It takes none."
              />
            </Card>
            <EventList title="Events" events={found.events} />
          </>
        )}
      </Answered>
    </>
  );
}

const argumentColumns: readonly Column<Argument>[] = [
  { id: 'name', header: 'Name', show: ({ name }) => name },
  {
    id: 'type',
    header: 'Type',
    show: ({ type }) => <span class="mono">{type.length > 60 ? `${type.slice(0, 60)}…` : type}</span>,
  },
  { id: 'value', header: 'Value', show: ({ value }) => <span class="mono long">{value}</span> },
];
