import { useMemo, useState } from 'preact/hooks';
import type { Matrix, MatrixKind, MatrixRow } from '../../src/api.js';
import { useAnswer } from '../core/ask.js';
import { count, counted, percent, shortAddress, tao } from '../core/format.js';
import { Answered } from '../parts/answered.js';
import { Card } from '../parts/card.js';
import { HeatMap, heatValues, type HeatRow } from '../parts/heat-map.js';
import { AddressLink, NeuronLink, SubnetLink, subnetName } from '../parts/links.js';
import { Table, type Column } from '../parts/table.js';
import { SubnetTabs } from './subnet-tabs.js';

const U16_MAX = 65_535;
const TITLES = { weights: 'weights and consensus', bonds: 'bonds' } as const;
const NOTES = {
  weights:
    'A row is a validator, the largest stake first; a column is whom it weighs, as a share of the row’s largest weight. The top row is consensus: the weight that enough stake agrees on.',
  bonds:
    'A row is a validator, the largest stake first; a column is the miner that it is bonded to. Bonds are what dividends are paid by.',
} as const;

/** A subnet's weights with consensus, or its bonds. */
export function MatrixPage({ netuid, kind }: { readonly netuid: string; readonly kind: MatrixKind }) {
  const answer = useAnswer<Matrix>(`/subnets/${encodeURIComponent(netuid)}/matrix/${kind}`);
  return (
    <>
      <h1 tabIndex={-1}>
        {subnetName(Number(netuid))}: {TITLES[kind]}
      </h1>
      <SubnetTabs netuid={netuid} here={kind} />
      <Answered answer={answer} what={`the ${kind}`}>
        {(matrix) => <Shown matrix={matrix} />}
      </Answered>
    </>
  );
}

function Shown({ matrix }: { readonly matrix: Matrix }) {
  const { kind, netuid, columns, rows, consensus, at } = matrix;
  const heat = useMemo(() => heatRows(matrix), [matrix]);
  const column = (target: number) => (netuid === 0 ? subnetName(target) : `uid ${target}`);
  const note =
    netuid === 0
      ? 'A row is a member of root, the largest stake first; a column is the subnet that it weighs.'
      : NOTES[kind];
  if (rows.length === 0)
    return (
      <Card title="Nobody yet">
        <p class="quiet empty">
          {kind === 'weights'
            ? 'Nobody has set weights here yet.'
            : 'There are no bonds here yet: an epoch makes them of weights.'}
        </p>
      </Card>
    );
  return (
    <>
      <Card
        title={`${counted(rows.length, 'row')} over ${counted(columns, netuid === 0 ? 'subnet' : 'uid')}`}
        note={`${note} As of block ${count(at.number)}.`}
      >
        <HeatMap
          label={`${TITLES[kind]} of ${subnetName(netuid)} as a heat map: ${rows.length} rows, ${columns} columns.`}
          columns={columns}
          columnName={column}
          rows={heat}
          text={(value) => percent(Math.round(value * U16_MAX))}
        />
      </Card>
      {consensus.length > 0 && kind === 'weights' && <Consensus matrix={matrix} />}
      <Entries matrix={matrix} />
    </>
  );
}

function heatRows({ kind, rows, consensus }: Matrix): HeatRow[] {
  const scale = (value: number) => value / U16_MAX;
  const own = rows.map(({ uid, hotkey, entries }) => ({
    name: `uid ${uid} (${shortAddress(hotkey)})`,
    short: `uid ${uid}`,
    values: heatValues(entries, scale),
  }));
  if (kind === 'bonds' || consensus.length === 0) return own;
  return [
    {
      name: 'consensus',
      short: 'consensus',
      values: heatValues(
        consensus.map((value, uid) => [uid, value]),
        scale,
      ),
    },
    ...own,
  ];
}

interface ConsensusRow {
  readonly uid: number;
  readonly value: number;
  readonly weighers: number;
}

function Consensus({ matrix: { netuid, consensus, rows } }: { readonly matrix: Matrix }) {
  const data = useMemo(
    () =>
      consensus.map((value, uid) => ({
        uid,
        value,
        weighers: rows.filter(({ entries }) =>
          entries.some(([target, weight]) => target === uid && weight > 0),
        ).length,
      })),
    [consensus, rows],
  );
  const columns = useMemo(
    (): readonly Column<ConsensusRow>[] => [
      {
        id: 'uid',
        header: 'Uid',
        by: ({ uid }) => uid,
        show: ({ uid }) => <NeuronLink netuid={netuid} uid={uid} />,
      },
      {
        id: 'consensus',
        header: 'Consensus',
        numeric: true,
        by: ({ value }) => value,
        show: ({ value }) => percent(value),
      },
      {
        id: 'weighers',
        header: 'Weighed by',
        numeric: true,
        by: ({ weighers }) => weighers,
        show: ({ weighers }) => count(weighers),
      },
    ],
    [netuid],
  );
  return (
    <Card title="Consensus by uid">
      <Table
        caption={`Consensus of ${subnetName(netuid)} by uid`}
        rows={data}
        columns={columns}
        rowKey={({ uid }) => String(uid)}
        sort={{ id: 'consensus', desc: true }}
        empty="No epoch has run here yet."
      />
    </Card>
  );
}

/** The heat map's numbers: one validator's row at a time, since all at once are thousands. */
function Entries({ matrix: { netuid, kind, rows } }: { readonly matrix: Matrix }) {
  const [chosen, setChosen] = useState<number>();
  const row = rows.find(({ uid }) => uid === chosen) ?? rows[0]!;
  const columns = useMemo(() => entryColumns(netuid), [netuid]);
  const sum = row.entries.reduce((total, [, value]) => total + value, 0);
  const data = useMemo(
    () => row.entries.map(([target, value]) => ({ target, value, share: sum === 0 ? 0 : value / sum })),
    [row],
  );
  return (
    <Card title="As a table">
      <label class="choice">
        Row of{' '}
        <select value={String(row.uid)} onChange={(event) => setChosen(Number(event.currentTarget.value))}>
          {rows.map((each) => (
            <option key={each.uid} value={String(each.uid)}>
              {optionText(each)}
            </option>
          ))}
        </select>
      </label>
      <p>
        Uid <NeuronLink netuid={netuid} uid={row.uid} />, <AddressLink address={row.hotkey} />, stake{' '}
        {tao(row.stakeRao)},{' '}
        {row.validatorPermit || netuid === 0 ? 'counts' : 'has no permit: its row does not count'}
      </p>
      <Table
        caption={`${TITLES[kind]} of uid ${row.uid}`}
        rows={data}
        columns={columns}
        rowKey={({ target }) => String(target)}
        sort={{ id: 'value', desc: true }}
        empty="An empty row."
      />
    </Card>
  );
}

const optionText = ({ uid, hotkey, entries }: MatrixRow) =>
  `uid ${uid}, ${shortAddress(hotkey)} (${count(entries.length)} entries)`;

interface Entry {
  readonly target: number;
  readonly value: number;
  readonly share: number;
}

const entryColumns = (netuid: number): readonly Column<Entry>[] => [
  {
    id: 'target',
    header: netuid === 0 ? 'Subnet' : 'Uid',
    by: ({ target }) => target,
    show: ({ target }) =>
      netuid === 0 ? <SubnetLink netuid={target} /> : <NeuronLink netuid={netuid} uid={target} />,
  },
  {
    id: 'value',
    header: 'As stored',
    title: 'u16: 65,535 is the largest',
    numeric: true,
    by: ({ value }) => value,
    show: ({ value }) => count(value),
  },
  {
    id: 'share',
    header: 'Of its row',
    numeric: true,
    by: ({ share }) => share,
    show: ({ share }) => `${(share * 100).toFixed(2)}\u00a0%`,
  },
];
