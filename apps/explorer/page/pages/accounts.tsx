import type { AccountRow, Accounts } from '../../src/api.js';
import { useAnswer } from '../core/ask.js';
import { count, counted, tao } from '../core/format.js';
import { Answered } from '../parts/answered.js';
import { Card } from '../parts/card.js';
import { AddressLink } from '../parts/links.js';
import { Table, type Column } from '../parts/table.js';

/** The accounts with the most. */
export function AccountsPage() {
  const answer = useAnswer<Accounts>('/accounts');
  return (
    <>
      <h1 tabIndex={-1}>Accounts</h1>
      <Answered answer={answer} what="the accounts">
        {({ accounts, known, complete }) => (
          <Card
            title={`${complete ? '' : 'More than '}${counted(known, 'account')}`}
            note={`The ${count(accounts.length)} with the most${complete ? '' : ', of those that were looked at'}.`}
          >
            <Table
              caption="Accounts by what they have"
              rows={accounts}
              columns={columns}
              rowKey={({ address }) => address}
              sort={{ id: 'sum', desc: true }}
              empty="There is no account."
            />
          </Card>
        )}
      </Answered>
    </>
  );
}

const sum = ({ freeRao, stakedRao }: AccountRow) => BigInt(freeRao) + BigInt(stakedRao);

const columns: readonly Column<AccountRow>[] = [
  {
    id: 'address',
    header: 'Account',
    by: ({ address }) => address,
    show: ({ address }) => <AddressLink address={address} />,
  },
  {
    id: 'free',
    header: 'Free',
    numeric: true,
    by: ({ freeRao }) => BigInt(freeRao),
    show: ({ freeRao }) => tao(freeRao),
  },
  {
    id: 'staked',
    header: 'Staked',
    numeric: true,
    by: ({ stakedRao }) => BigInt(stakedRao),
    show: ({ stakedRao }) => tao(stakedRao),
  },
  { id: 'sum', header: 'In all', numeric: true, by: sum, show: (row) => tao(sum(row)) },
];
