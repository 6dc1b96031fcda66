import { useMemo } from 'preact/hooks';
import type { Neuron, Subnet } from '../../src/api.js';
import { useAnswer } from '../core/ask.js';
import { count, percent, percentOfMillionths, tao } from '../core/format.js';
import { Answered } from '../parts/answered.js';
import { Card } from '../parts/card.js';
import { Facts, Tiles } from '../parts/facts.js';
import { AddressLink, BlockLink, NeuronLink, subnetName } from '../parts/links.js';
import { Tao } from '../parts/tao.js';
import { Table, type Column } from '../parts/table.js';
import { SubnetTabs } from './subnet-tabs.js';
import { VerdictMark } from './verdict-mark.js';

/** A subnet's metagraph. */
export function SubnetPage({ netuid }: { readonly netuid: string }) {
  const answer = useAnswer<Subnet>(`/subnets/${encodeURIComponent(netuid)}`);
  return (
    <>
      <h1 tabIndex={-1}>{subnetName(Number(netuid))}</h1>
      <SubnetTabs netuid={netuid} here="" />
      <Answered answer={answer} what="the subnet">
        {(subnet) => <Shown subnet={subnet} />}
      </Answered>
    </>
  );
}

function Shown({ subnet: { summary, hyperparameters, neurons, at } }: { readonly subnet: Subnet }) {
  const { netuid } = summary;
  const columns = useMemo(() => columnsOf(netuid), [netuid]);
  const settings = Object.entries<number | boolean>({ ...hyperparameters }).map(
    ([name, value]) =>
      [words(name), typeof value === 'boolean' ? (value ? 'yes' : 'no') : count(value)] as const,
  );
  return (
    <>
      <Tiles
        facts={[
          ['Share', percentOfMillionths(summary.shareMillionths), 'share'],
          ['Per block', <Tao rao={summary.emissionRao} />, 'emission'],
          ['Pending', <Tao rao={summary.pendingRao} />, 'pending'],
          [
            'Next epoch',
            summary.blocksUntilEpoch === null ? 'never' : `in ${count(summary.blocksUntilEpoch)} blocks`,
          ],
          ['To register', <Tao rao={summary.burnRao} />, 'burn'],
          [
            'Last epoch',
            summary.lastEpoch === null ? 'not heard of' : <VerdictMark epoch={summary.lastEpoch} />,
          ],
        ]}
      />
      <Card
        title="Metagraph"
        note={`${count(neurons.length)} of ${count(summary.maxNeurons)} places taken, as of block ${count(at.number)}.`}
      >
        <Table
          caption={`Neurons of ${subnetName(netuid)}`}
          rows={neurons}
          columns={columns}
          rowKey={({ uid }) => String(uid)}
          sort={netuid === 0 ? { id: 'stake', desc: true } : { id: 'emission', desc: true }}
          empty="Nobody is registered here yet."
        />
      </Card>
      <Card title="Hyperparameters">
        <Facts
          facts={[
            ['Owner', <AddressLink address={summary.owner} />],
            ['Tempo', count(summary.tempo)],
            ...settings,
          ]}
        />
      </Card>
    </>
  );
}

/** `maxAllowedValidators` as `Max allowed validators`. */
function words(name: string): string {
  const spaced = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

const share = (
  id: 'incentive' | 'dividends' | 'consensus' | 'trust' | 'validatorTrust' | 'rank',
  header: string,
  title: string,
): Column<Neuron> => ({
  id,
  header,
  title,
  numeric: true,
  by: (neuron) => neuron[id],
  show: (neuron) => percent(neuron[id]),
});

const columnsOf = (netuid: number): readonly Column<Neuron>[] => [
  {
    id: 'uid',
    header: 'Uid',
    by: ({ uid }) => uid,
    show: ({ uid }) => <NeuronLink netuid={netuid} uid={uid} />,
  },
  {
    id: 'hotkey',
    header: 'Hotkey',
    by: ({ hotkey }) => hotkey,
    show: ({ hotkey }) => <AddressLink address={hotkey} />,
  },
  {
    id: 'permit',
    header: 'Permit',
    title: 'whether the last epoch let its weights count',
    by: ({ validatorPermit }) => validatorPermit,
    show: ({ validatorPermit, active }) => (
      <span class={validatorPermit && active ? undefined : 'quiet'}>
        {validatorPermit ? 'yes' : 'no'}
        {active ? '' : ', inactive'}
      </span>
    ),
  },
  {
    id: 'stake',
    header: 'Stake',
    numeric: true,
    by: ({ stakeRao }) => BigInt(stakeRao),
    show: ({ stakeRao }) => tao(stakeRao),
  },
  share('incentive', 'Incentive', 'share of the miners’ part of the last epoch'),
  share('dividends', 'Dividends', 'share of the validators’ part of the last epoch'),
  {
    id: 'emission',
    header: 'Emission',
    title: 'what the last epoch pays',
    numeric: true,
    by: ({ emissionRao }) => BigInt(emissionRao),
    show: ({ emissionRao }) => tao(emissionRao),
  },
  share('consensus', 'Consensus', 'the weight that half of the stake agrees on'),
  share('trust', 'Trust', 'what clipping left of its rank'),
  share('validatorTrust', 'V-trust', 'how much of its weights consensus let stand'),
  share('rank', 'Rank', 'its weighted score before it is normalised'),
  {
    id: 'updated',
    header: 'Updated',
    title: 'block of its last weights',
    numeric: true,
    by: ({ lastUpdate }) => lastUpdate,
    show: ({ lastUpdate }) => <BlockLink number={lastUpdate} />,
  },
  {
    id: 'axon',
    header: 'Axon',
    by: ({ axon }) => axon ?? '',
    show: ({ axon }) => <span class="mono">{axon ?? '–'}</span>,
  },
];
