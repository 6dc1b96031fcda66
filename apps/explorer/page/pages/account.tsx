import type { Account, StakeList, StakePosition } from '../../src/api.js';
import { useAnswer } from '../core/ask.js';
import { count, counted, percent, shortAddress, tao } from '../core/format.js';
import { Answered } from '../parts/answered.js';
import { Card } from '../parts/card.js';
import { Facts, Tiles } from '../parts/facts.js';
import { AddressLink, NeuronLink, SubnetLink } from '../parts/links.js';
import { Tao } from '../parts/tao.js';
import { Table, type Column } from '../parts/table.js';
import { extrinsicColumns } from './extrinsics.js';

/** One account, as whatever it is: holder, coldkey, hotkey, delegate. */
export function AccountPage({ account }: { readonly account: string }) {
  const answer = useAnswer<Account>(`/accounts/${encodeURIComponent(account)}`);
  return (
    <>
      <h1 tabIndex={-1}>Account {shortAddress(account)}</h1>
      <Answered answer={answer} what="the account">
        {(found) => <Shown account={found} />}
      </Answered>
    </>
  );
}

/** What is not in a table; undefined: nothing is missing. */
function leftOut({ positions, known, complete }: StakeList): string | undefined {
  if (!complete)
    return `${counted(known, 'position')} found: the chain has more stakes than were looked at, and the total says what they all are.`;
  return known > positions.length
    ? `The ${count(positions.length)} largest of ${counted(known, 'position')}.`
    : undefined;
}

function Shown({ account }: { readonly account: Account }) {
  const { staked, nominators, neurons, owner, take, extrinsics } = account;
  return (
    <>
      <Tiles
        facts={[
          ['Free', <Tao rao={account.freeRao} />, 'free'],
          ['Staked', <Tao rao={staked.totalRao} />, 'staked'],
          ['Staked on it', <Tao rao={nominators.totalRao} />, 'nominated'],
          ['Nonce', count(account.nonce), 'nonce'],
        ]}
      />
      <Card title="Who it is" note={`As of block ${count(account.at.number)}.`}>
        <Facts
          facts={[
            ['Address', <span class="mono">{account.address}</span>],
            ['Public key', <span class="mono">{account.publicKey}</span>],
            ['Reserved', tao(account.reservedRao)],
            ['Frozen', tao(account.frozenRao)],
            ...(owner === null ? [] : [['Hotkey of', <AddressLink address={owner} long />] as const]),
            ...(take === null ? [] : [['Delegate, takes', percent(take)] as const]),
            ...(neurons.length === 0
              ? []
              : [
                  [
                    'Neurons',
                    neurons.map(({ netuid, uid }, k) => (
                      <span key={netuid}>
                        {k > 0 && ', '}
                        <SubnetLink netuid={netuid} /> uid <NeuronLink netuid={netuid} uid={uid} />
                      </span>
                    )),
                  ] as const,
                ]),
          ]}
        />
      </Card>
      <Card title="Its stake" note={leftOut(staked)}>
        <Table
          caption="Stake of the account by hotkey"
          rows={staked.positions}
          columns={stakeColumns}
          rowKey={({ hotkey }) => hotkey}
          sort={{ id: 'rao', desc: true }}
          empty={staked.complete ? 'It has staked nothing.' : 'None found.'}
        />
      </Card>
      {(owner !== null || nominators.positions.length > 0) && (
        <Card title="Stake on it" note={leftOut(nominators)}>
          <Table
            caption="Stake on the hotkey by coldkey"
            rows={nominators.positions}
            columns={nominatorColumns}
            rowKey={({ coldkey }) => coldkey}
            sort={{ id: 'rao', desc: true }}
            empty="Nobody has staked on it."
          />
        </Card>
      )}
      <Card title="What it signed lately">
        <Table
          caption="Recent extrinsics of the account"
          rows={extrinsics}
          columns={signedColumns}
          rowKey={({ id }) => id}
          empty="Nothing in the recent blocks."
        />
      </Card>
    </>
  );
}

const signedColumns = extrinsicColumns.filter(({ id }) => id !== 'signer');

const rao: Column<StakePosition> = {
  id: 'rao',
  header: 'Stake',
  numeric: true,
  by: (position) => BigInt(position.rao),
  show: (position) => tao(position.rao),
};

const stakeColumns: readonly Column<StakePosition>[] = [
  {
    id: 'hotkey',
    header: 'On hotkey',
    by: ({ hotkey }) => hotkey,
    show: ({ hotkey }) => <AddressLink address={hotkey} />,
  },
  rao,
];

const nominatorColumns: readonly Column<StakePosition>[] = [
  {
    id: 'coldkey',
    header: 'Of coldkey',
    by: ({ coldkey }) => coldkey,
    show: ({ coldkey }) => <AddressLink address={coldkey} />,
  },
  rao,
];
