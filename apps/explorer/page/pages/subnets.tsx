import type { SubnetSummary, Subnets } from '../../src/api.js';
import { useAnswer } from '../core/ask.js';
import { count, percentOfMillionths, tao } from '../core/format.js';
import { Answered } from '../parts/answered.js';
import { Card } from '../parts/card.js';
import { AddressLink, SubnetLink } from '../parts/links.js';
import { Table, type Column } from '../parts/table.js';
import { VerdictMark } from './verdict-mark.js';

/** Every subnet with its share of the emission. */
export function SubnetsPage() {
  const answer = useAnswer<Subnets>('/subnets');
  return (
    <>
      <h1 tabIndex={-1}>Subnets</h1>
      <Answered answer={answer} what="the subnets">
        {({ subnets, totalEmissionRao }) => (
          <Card title="Shares" note={`Root shares ${tao(totalEmissionRao)} a block among the subnets.`}>
            <Table
              caption="Subnets and their shares of the emission"
              rows={subnets}
              columns={columns}
              rowKey={({ netuid }) => String(netuid)}
              sort={{ id: 'emission', desc: true }}
              empty="There is no subnet yet."
            />
          </Card>
        )}
      </Answered>
    </>
  );
}

const columns: readonly Column<SubnetSummary>[] = [
  {
    id: 'netuid',
    header: 'Subnet',
    by: ({ netuid }) => netuid,
    show: ({ netuid }) => <SubnetLink netuid={netuid} />,
  },
  {
    id: 'share',
    header: 'Share',
    title: 'of all subnets’ emission',
    numeric: true,
    by: ({ shareMillionths }) => shareMillionths,
    show: ({ shareMillionths }) => (
      <span class="share">
        <meter value={shareMillionths} max={1_000_000} aria-hidden="true" />
        <span>{percentOfMillionths(shareMillionths)}</span>
      </span>
    ),
  },
  {
    id: 'emission',
    header: 'Per block',
    title: 'what the last root epoch gave it',
    numeric: true,
    by: ({ emissionRao }) => BigInt(emissionRao),
    show: ({ emissionRao }) => tao(emissionRao),
  },
  {
    id: 'pending',
    header: 'Pending',
    title: 'gathered for the next epoch',
    numeric: true,
    by: ({ pendingRao }) => BigInt(pendingRao),
    show: ({ pendingRao }) => tao(pendingRao),
  },
  {
    id: 'neurons',
    header: 'Neurons',
    numeric: true,
    by: ({ neurons }) => neurons,
    show: ({ neurons, maxNeurons }) => `${count(neurons)} of ${count(maxNeurons)}`,
  },
  {
    id: 'tempo',
    header: 'Tempo',
    title: 'blocks between epochs, less one',
    numeric: true,
    by: ({ tempo }) => tempo,
    show: ({ tempo }) => count(tempo),
  },
  {
    id: 'next',
    header: 'Next epoch',
    numeric: true,
    by: ({ blocksUntilEpoch }) => blocksUntilEpoch,
    show: ({ blocksUntilEpoch }) => (blocksUntilEpoch === null ? 'never' : `in ${count(blocksUntilEpoch)}`),
  },
  {
    id: 'burn',
    header: 'To register',
    title: 'what registering a neuron burns now',
    numeric: true,
    by: ({ burnRao }) => BigInt(burnRao),
    show: ({ burnRao }) => tao(burnRao),
  },
  {
    id: 'owner',
    header: 'Owner',
    by: ({ owner }) => owner,
    show: ({ owner }) => <AddressLink address={owner} />,
  },
  {
    id: 'verdict',
    header: 'Last epoch',
    show: ({ lastEpoch }) =>
      lastEpoch === null ? <span class="quiet">–</span> : <VerdictMark epoch={lastEpoch} />,
  },
];
