import { useMemo, useState } from 'preact/hooks';
import type { BlockSummary, Blocks } from '../../src/api.js';
import { useAnswer } from '../core/ask.js';
import { clockTime, count, shortHash, tao } from '../core/format.js';
import { useLive } from '../core/live.js';
import { Answered } from '../parts/answered.js';
import { Card } from '../parts/card.js';
import { BlockLink } from '../parts/links.js';
import { Table, type Column } from '../parts/table.js';

const PAGE = 25;

/** Final blocks, the newest first and live; older ones by page. */
export function BlocksPage() {
  const [before, setBefore] = useState<number>();
  const place = before === undefined ? '' : `&before=${before}`;
  const answer = useAnswer<Blocks>(`/blocks?limit=${PAGE}${place}`, { live: before === undefined });
  const { heard } = useLive();
  return (
    <>
      <h1 tabIndex={-1}>Blocks</h1>
      <Answered answer={answer} what="the blocks">
        {({ blocks }) => (
          <Card title={before === undefined ? 'Newest' : `Before ${count(before)}`}>
            <List blocks={blocks} heard={before === undefined ? heard : []} />
            <p class="pager">
              {before !== undefined && (
                <button type="button" onClick={() => setBefore(undefined)}>
                  Newest
                </button>
              )}
              {(blocks.at(-1)?.number ?? 0) > 0 && (
                <button type="button" onClick={() => setBefore(blocks.at(-1)!.number)}>
                  Older
                </button>
              )}
            </p>
          </Card>
        )}
      </Answered>
    </>
  );
}

interface ListProps {
  readonly blocks: readonly BlockSummary[];
  /** What came since, newest first. */
  readonly heard: readonly BlockSummary[];
}

function List({ blocks, heard }: ListProps) {
  const rows = useMemo(() => {
    const since = heard.filter(({ number }) => number > (blocks[0]?.number ?? -1));
    const joined = since.at(-1)?.number === (blocks[0]?.number ?? -1) + 1;
    return joined ? [...since, ...blocks].slice(0, PAGE) : blocks;
  }, [blocks, heard]);
  return (
    <Table
      caption="Final blocks"
      rows={rows}
      columns={blockColumns}
      rowKey={({ number }) => String(number)}
      empty="No block."
    />
  );
}

export const blockColumns: readonly Column<BlockSummary>[] = [
  { id: 'number', header: 'Block', show: ({ number }) => <BlockLink number={number} /> },
  {
    id: 'hash',
    header: 'Hash',
    show: ({ hash, number }) => (
      <a class="mono" href={`#/blocks/${number}`} title={hash} tabIndex={-1}>
        {shortHash(hash)}
      </a>
    ),
  },
  { id: 'time', header: 'Time', show: ({ time }) => <span class="num">{clockTime(time)}</span> },
  {
    id: 'signed',
    header: 'Signed',
    title: 'extrinsics that somebody signed',
    numeric: true,
    show: ({ signed }) => count(signed),
  },
  { id: 'events', header: 'Events', numeric: true, show: ({ events }) => count(events) },
  {
    id: 'issuance',
    header: 'Issuance after it',
    numeric: true,
    show: ({ issuanceRao }) =>
      issuanceRao === null ? <span class="quiet">no longer kept</span> : tao(issuanceRao),
  },
];
