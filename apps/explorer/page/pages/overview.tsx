import { useMemo } from 'preact/hooks';
import type { Audit, BlockSummary, EpochSummary, Overview } from '../../src/api.js';
import { useAnswer } from '../core/ask.js';
import { count, duration, percentOfMillionths, shortHash, tao, taoFloat } from '../core/format.js';
import { useLive } from '../core/live.js';
import { Answered } from '../parts/answered.js';
import { Card } from '../parts/card.js';
import { Chart } from '../parts/chart.js';
import { Facts, Tiles } from '../parts/facts.js';
import { BlockLink, SubnetLink } from '../parts/links.js';
import { Tao } from '../parts/tao.js';
import { Table, type Column } from '../parts/table.js';
import { blockColumns } from './blocks.js';
import { VerdictMark } from './verdict-mark.js';

const SHOWN = 8;
/** Points of the chart of issuance. */
const CHARTED = 128;

/** The network at a glance. */
export function OverviewPage() {
  const answer = useAnswer<Overview>('/overview');
  return (
    <>
      <h1 tabIndex={-1}>Overview</h1>
      <Answered answer={answer} what="the network">
        {(overview) => <Shown overview={overview} />}
      </Answered>
    </>
  );
}

function Shown({ overview }: { readonly overview: Overview }) {
  const { heard } = useLive();
  const newest = heard[0];
  // The live feed is ahead of what was asked.
  const issuanceRao = newest?.issuanceRao ?? overview.issuanceRao;
  const blocks = useMemo(() => merged(overview.blocks, heard), [overview, heard]);
  return (
    <>
      <Tiles
        facts={[
          ['Issuance', <Tao rao={issuanceRao} />, 'issuance'],
          ['Per block', <Tao rao={overview.blockEmissionRao} />, 'block-emission'],
          ['Next halving', <NextHalving overview={overview} />, 'next-halving'],
          ['Staked', <Tao rao={overview.stakedRao} />, 'staked'],
          ['Newest block', <BlockLink number={newest?.number ?? overview.at.number} />, 'head'],
          ['Subnets', <a href="#/subnets">{overview.subnets}</a>, 'subnets'],
        ]}
      />
      <div class="columns">
        <EmissionCurve overview={overview} />
        <IssuanceChart blocks={blocks} />
      </div>
      <div class="columns">
        <Card title="Newest blocks">
          <Table
            caption="The newest blocks"
            rows={blocks.slice(0, SHOWN)}
            columns={newestColumns}
            rowKey={({ number }) => String(number)}
            empty="No block yet."
          />
        </Card>
        <Card title="Last epochs">
          <Table
            caption="The last epochs of all subnets"
            rows={overview.epochs.slice(0, SHOWN)}
            columns={epochColumns}
            rowKey={({ netuid, block }) => `${netuid}-${block}`}
            empty="No epoch was recomputed yet: the emission service says so when one was."
          />
        </Card>
      </div>
      <div class="columns">
        <Books />
        <Card title="Chain">
          <Facts
            facts={[
              ['Runtime', `${overview.specName} ${overview.specVersion}`],
              [
                'Genesis',
                <span class="mono" title={overview.genesis}>
                  {shortHash(overview.genesis)}
                </span>,
              ],
              ['Supply', tao(overview.supplyRao)],
              [
                'Block time',
                overview.blockMilliseconds === null ? 'not known yet' : duration(overview.blockMilliseconds),
              ],
              [
                'Issued per block',
                overview.issuedPerBlockRao === null ? 'not known yet' : tao(overview.issuedPerBlockRao),
              ],
            ]}
          />
        </Card>
      </div>
    </>
  );
}

const newestColumns = blockColumns.filter(({ id }) => ['number', 'time', 'signed', 'events'].includes(id));

const epochColumns: readonly Column<EpochSummary>[] = [
  { id: 'netuid', header: 'Subnet', show: ({ netuid }) => <SubnetLink netuid={netuid} /> },
  { id: 'block', header: 'Block', numeric: true, show: ({ block }) => <BlockLink number={block} /> },
  { id: 'paid', header: 'Paid', numeric: true, show: ({ raoEmission }) => tao(raoEmission) },
  { id: 'verdict', header: 'Second opinion', show: (epoch) => <VerdictMark epoch={epoch} /> },
];

/** What was asked, and what was heard, newest first: the feed is ahead, and began later. */
function merged(asked: readonly BlockSummary[], heard: readonly BlockSummary[]): readonly BlockSummary[] {
  const byNumber = new Map([...asked, ...heard].map((block) => [block.number, block]));
  return [...byNumber.values()].sort((a, b) => b.number - a.number).slice(0, CHARTED);
}

function NextHalving({ overview: { nextHalving, blockMilliseconds } }: { readonly overview: Overview }) {
  if (nextHalving === null) return <>none: all is issued</>;
  const { blocks } = nextHalving;
  if (blocks === null) return <>at {tao(nextHalving.issuanceRao)}</>;
  return (
    <>
      {count(blocks)} blocks
      {blockMilliseconds !== null && <small> ≈ {duration(blocks * blockMilliseconds)}</small>}
    </>
  );
}

function EmissionCurve({ overview }: { readonly overview: Overview }) {
  const { curve, issuanceRao, blockEmissionRao, nextHalving, supplyRao } = overview;
  const { xs, steps, here } = useMemo(() => {
    const points = curve.map(
      (step) => [taoFloat(step.issuanceRao) / 1e6, taoFloat(step.emissionRao), null] as const,
    );
    const now = [
      taoFloat(issuanceRao) / 1e6,
      taoFloat(blockEmissionRao),
      taoFloat(blockEmissionRao),
    ] as const;
    const all = [...points, now].sort(([a], [b]) => a - b);
    return { xs: all.map(([x]) => x), steps: all.map(([, y]) => y), here: all.map(([, , y]) => y) };
  }, [curve, issuanceRao, blockEmissionRao]);
  const issued = Number((BigInt(issuanceRao) * 1_000_000n) / BigInt(supplyRao));
  const next =
    nextHalving === null
      ? 'Everything is issued.'
      : `The next halving comes at ${tao(nextHalving.issuanceRao)}, after ${tao(nextHalving.leftRao)} more; a block then emits ${tao(nextHalving.emissionRao)}.`;
  const label = `${percentOfMillionths(issued)} of the supply is issued; a block emits ${tao(blockEmissionRao)}. ${next}`;
  return (
    <Card title="Emission curve" note={label}>
      <Chart
        label={`Emission of a block over issuance, in halving steps. ${label}`}
        x={{ name: 'Issuance', values: xs, text: (value) => `${value.toFixed(value % 1 === 0 ? 0 : 2)} M` }}
        resting={here.findIndex((y) => y !== null)}
        lines={[
          { name: 'τ a block', colour: 'line-a', values: steps, text: (y) => `τ ${y}`, stepped: true },
          { name: 'now', colour: 'line-b', values: here, text: (y) => `τ ${y}`, points: true },
        ]}
      />
    </Card>
  );
}

function IssuanceChart({ blocks }: { readonly blocks: readonly BlockSummary[] }) {
  const known = useMemo(
    () => blocks.filter(({ issuanceRao }) => issuanceRao !== null).toReversed(),
    [blocks],
  );
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined)
    return <Card title="Issuance, live">No block with a known issuance yet.</Card>;
  const grown = BigInt(last.issuanceRao!) - BigInt(first.issuanceRao!);
  const label = `From block ${count(first.number)} to ${count(last.number)} issuance changed by ${tao(grown)}, to ${tao(last.issuanceRao!)}.`;
  // Over so few blocks the change would be lost beside the whole.
  const values = known.map(({ issuanceRao }) =>
    taoFloat((BigInt(issuanceRao!) - BigInt(first.issuanceRao!)).toString()),
  );
  return (
    <Card title="Issuance, live" note={label}>
      <Chart
        label={`Issuance since block ${first.number}. ${label}`}
        x={{ name: 'Block', values: known.map(({ number }) => number), text: count, whole: true }}
        lines={[
          {
            name: 'issued since',
            colour: 'line-a',
            values,
            text: (y) => `τ ${y.toFixed(3).replace('-', '−')}`,
            stepped: true,
          },
        ]}
      />
    </Card>
  );
}

/** What the emission service's ledger says of every block. */
function Books() {
  const { states } = useLive();
  const has = states !== null && states.emission !== 'none';
  const answer = useAnswer<Audit>(has ? '/audit' : null);
  return (
    <Card title="Books">
      {has ? (
        <Answered answer={answer} what="the audit">
          {(audit) => (
            <Facts
              facts={[
                ['Audited', `${count(audit.blocks)} blocks, to ${count(audit.head)}`],
                ['Entries', count(audit.entries)],
                ['Minted', tao(audit.mintedRao)],
                ['Recycled', tao(audit.recycledRao)],
                ['Missing', `${count(audit.missingRao)} rao`, 'missing'],
                ['Problems', count(audit.problems), 'problems'],
              ]}
            />
          )}
        </Answered>
      ) : (
        <p class="quiet">The explorer was started without an emission service: nobody audits here.</p>
      )}
    </Card>
  );
}
