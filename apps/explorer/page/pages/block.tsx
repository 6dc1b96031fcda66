import type { Block } from '../../src/api.js';
import { useAnswer } from '../core/ask.js';
import { count, counted, dateTime, tao } from '../core/format.js';
import { Answered } from '../parts/answered.js';
import { Card } from '../parts/card.js';
import { Facts } from '../parts/facts.js';
import { Table } from '../parts/table.js';
import { EventList } from './event-list.js';
import { extrinsicColumns } from './extrinsics.js';

/** One final block. @param block its height or hash */
export function BlockPage({ block }: { readonly block: string }) {
  const answer = useAnswer<Block>(`/blocks/${encodeURIComponent(block)}`, { live: false });
  const title = /^\d+$/.test(block) ? count(block) : 'by hash';
  return (
    <>
      <h1 tabIndex={-1}>Block {title}</h1>
      <Answered answer={answer} what="the block">
        {(found) => <Shown block={found} />}
      </Answered>
    </>
  );
}

function Shown({ block }: { readonly block: Block }) {
  const { number, hash, parentHash, time, list, own } = block;
  return (
    <>
      <p class="pager">
        {number > 0 && <a href={`#/blocks/${number - 1}`}>← {count(number - 1)}</a>}
        <a href={`#/blocks/${number + 1}`}>{count(number + 1)} →</a>
      </p>
      <Card title="Header">
        <Facts
          facts={[
            ['Height', count(number)],
            ['Hash', <span class="mono">{hash}</span>, 'hash'],
            [
              'Parent',
              number === 0 ? (
                <span class="mono">{parentHash}</span>
              ) : (
                <a class="mono" href={`#/blocks/${parentHash}`}>
                  {parentHash}
                </a>
              ),
            ],
            ['State root', <span class="mono">{block.stateRoot}</span>],
            ['Extrinsics root', <span class="mono">{block.extrinsicsRoot}</span>],
            ['Time', dateTime(time)],
            ['Issuance after it', block.issuanceRao === null ? 'no longer kept' : tao(block.issuanceRao)],
          ]}
        />
      </Card>
      <Card title={counted(list.length, 'extrinsic')}>
        <Table
          caption="Extrinsics of the block"
          rows={list}
          columns={extrinsicColumns}
          rowKey={({ id }) => id}
          empty="None."
        />
      </Card>
      <EventList title="Events of the block itself" events={own} />
    </>
  );
}
