import { useMemo } from 'preact/hooks';
import type { Explanation, Forecast, NeuronEpochPoint, NeuronPage as Page } from '../../src/api.js';
import { useAnswer } from '../core/ask.js';
import { count, percent, percentFloat, percentOfBasisPoints, tao, taoFloat } from '../core/format.js';
import { useLive } from '../core/live.js';
import { Answered } from '../parts/answered.js';
import { Card } from '../parts/card.js';
import { Chart } from '../parts/chart.js';
import { Facts, Tiles } from '../parts/facts.js';
import { AddressLink, BlockLink, NeuronLink, SubnetLink, subnetName } from '../parts/links.js';
import { Tao } from '../parts/tao.js';
import { Table, type Column } from '../parts/table.js';
import { SubnetTabs } from './subnet-tabs.js';

interface NeuronProps {
  readonly netuid: string;
  readonly uid: string;
}

/** One neuron: its numbers, its history, and why. */
export function NeuronPage({ netuid, uid }: NeuronProps) {
  const path = `/subnets/${encodeURIComponent(netuid)}/neurons/${encodeURIComponent(uid)}`;
  const answer = useAnswer<Page>(path);
  return (
    <>
      <h1 tabIndex={-1}>
        Neuron {uid} of {subnetName(Number(netuid)).toLowerCase()}
      </h1>
      <SubnetTabs netuid={netuid} here="neuron" />
      <Answered answer={answer} what="the neuron">
        {(page) => <Shown page={page} path={path} />}
      </Answered>
    </>
  );
}

function Shown({ page, path }: { readonly page: Page; readonly path: string }) {
  const { neuron, netuid, weights, received, history, at } = page;
  return (
    <>
      <Tiles
        facts={[
          ['Stake', <Tao rao={neuron.stakeRao} />, 'stake'],
          ['Incentive', percent(neuron.incentive), 'incentive'],
          ['Dividends', percent(neuron.dividends), 'dividends'],
          ['Emission', <Tao rao={neuron.emissionRao} />, 'emission'],
        ]}
      />
      {history !== null && <History points={history} />}
      {history !== null && <Explained path={path} />}
      <div class="columns">
        <Card title="Who it is" note={`As of block ${count(at.number)}.`}>
          <Facts
            facts={[
              ['Hotkey', <AddressLink address={neuron.hotkey} />],
              ['Coldkey', <AddressLink address={neuron.coldkey} />],
              [
                'Validator permit',
                `${neuron.validatorPermit ? 'yes' : 'no'}${neuron.active ? '' : ', inactive'}`,
              ],
              ['Axon', <span class="mono">{neuron.axon ?? 'none'}</span>],
              ['Registered', <BlockLink number={neuron.registeredAt} />],
              ['Last weights', <BlockLink number={neuron.lastUpdate} />],
            ]}
          />
        </Card>
        <Card title="Of the last epoch">
          <Facts
            facts={[
              ['Consensus', percent(neuron.consensus)],
              ['Trust', percent(neuron.trust)],
              ['Validator trust', percent(neuron.validatorTrust)],
              ['Rank', percent(neuron.rank)],
              ['Pruning score', count(neuron.pruningScore)],
            ]}
          />
          {history !== null && <Income netuid={netuid} uid={neuron.uid} />}
        </Card>
      </div>
      <div class="columns">
        <Pairs
          title="Weights it set"
          netuid={netuid}
          pairs={weights}
          empty="It has set no weights."
          toSubnets={netuid === 0}
        />
        <Pairs
          title="Weights on it"
          netuid={netuid}
          pairs={received}
          empty="Nobody weighs it."
          toSubnets={false}
        />
      </div>
    </>
  );
}

function History({ points }: { readonly points: readonly NeuronEpochPoint[] }) {
  const first = points[0];
  if (first === undefined)
    return (
      <Card title="History">
        <p class="quiet empty">No epoch of it was recomputed yet.</p>
      </Card>
    );
  const last = points.at(-1)!;
  const x = { name: 'Epoch of block', values: points.map(({ block }) => block), text: count, whole: true };
  const said = `${count(points.length)} epochs, from block ${count(first.block)} to ${count(last.block)}. Last: incentive ${percent(last.incentive)}, dividends ${percent(last.dividends)}.`;
  return (
    <div class="columns">
      <Card title="Incentive and dividends" note={said}>
        <Chart
          label={`Incentive and dividends by epoch. ${said}`}
          x={x}
          axisText={(y) => `${y} %`}
          lines={[
            {
              name: 'incentive',
              colour: 'line-a',
              values: points.map((each) => percentFloat(each.incentive)),
              text: (y) => `${y.toFixed(2)} %`,
            },
            {
              name: 'dividends',
              colour: 'line-b',
              values: points.map((each) => percentFloat(each.dividends)),
              text: (y) => `${y.toFixed(2)} %`,
            },
          ]}
        />
      </Card>
      <Card title="Emission" note="What each epoch paid it, for serving and for validating.">
        <Chart
          label={`Emission by epoch. Last: ${tao(last.serverEmissionRao)} for serving, ${tao(last.validatorEmissionRao)} for validating.`}
          x={x}
          axisText={(y) => `τ ${y}`}
          lines={[
            {
              name: 'serving',
              colour: 'line-a',
              values: points.map((each) => taoFloat(each.serverEmissionRao)),
              text: (y) => `τ ${y}`,
            },
            {
              name: 'validating',
              colour: 'line-b',
              values: points.map((each) => taoFloat(each.validatorEmissionRao)),
              text: (y) => `τ ${y}`,
            },
          ]}
        />
      </Card>
    </div>
  );
}

/** Asked again when the subnet has had another epoch, not with every block. */
function Explained({ path }: { readonly path: string }) {
  const { epoch } = useLive();
  const answer = useAnswer<Explanation>(`${path}/explain`, { live: epoch !== null });
  return (
    <Card title="Why" note="Each step of its last epoch in words, recomputed by the emission service.">
      <Answered answer={answer} what="the explanation">
        {({ block, steps }) => (
          <>
            <ol class="steps" data-fact="explain">
              {steps.map(({ step, sentence }) => (
                <li key={step}>
                  <strong>{step}</strong> {sentence}
                </li>
              ))}
            </ol>
            <p class="quiet">
              Epoch of block <BlockLink number={block} />
            </p>
          </>
        )}
      </Answered>
    </Card>
  );
}

function Income({ netuid, uid }: { readonly netuid: number; readonly uid: number }) {
  const answer = useAnswer<Forecast>(`/subnets/${netuid}/forecast`, { live: false });
  return (
    <Answered answer={answer} what="the forecast">
      {({ neurons, assumptions }) => {
        const found = neurons.find((each) => each.uid === uid);
        if (found === undefined)
          return <p class="quiet">It was not in the last epoch: nothing can be foreseen.</p>;
        return (
          <>
            <h3>If nothing changes</h3>
            <Facts
              facts={[
                ['A day', tao(found.perDayRao)],
                ['Its owner’s part', tao(found.ownerPerDayRao)],
                [
                  'Return on stake',
                  found.apyBasisPoints === null
                    ? 'no stake'
                    : `${percentOfBasisPoints(found.apyBasisPoints)} a year`,
                ],
              ]}
            />
            <details>
              <summary>What is assumed</summary>
              <ul>
                {assumptions.map((each) => (
                  <li key={each}>{each}</li>
                ))}
              </ul>
            </details>
          </>
        );
      }}
    </Answered>
  );
}

interface PairsProps {
  readonly title: string;
  readonly netuid: number;
  readonly pairs: readonly (readonly [number, number])[];
  readonly empty: string;
  readonly toSubnets: boolean;
}

type Pair = readonly [target: number, value: number];

function Pairs({ title, netuid, pairs, empty, toSubnets }: PairsProps) {
  const columns = useMemo(
    (): readonly Column<Pair>[] => [
      {
        id: 'target',
        header: toSubnets ? 'Subnet' : 'Uid',
        by: ([target]) => target,
        show: ([target]) =>
          toSubnets ? <SubnetLink netuid={target} /> : <NeuronLink netuid={netuid} uid={target} />,
      },
      {
        id: 'value',
        header: 'Weight',
        title: 'of the largest in its row',
        numeric: true,
        by: ([, value]) => value,
        show: ([, value]) => percent(value),
      },
    ],
    [netuid, toSubnets],
  );
  return (
    <Card title={title}>
      <Table
        caption={title}
        rows={pairs}
        columns={columns}
        rowKey={([target]) => String(target)}
        sort={{ id: 'value', desc: true }}
        empty={empty}
      />
    </Card>
  );
}
