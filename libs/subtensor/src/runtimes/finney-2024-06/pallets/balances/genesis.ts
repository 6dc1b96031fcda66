import { refusal, type AccountId, type Context } from '@yumanet/frame';
import { genesisAccount, genesisList, genesisObject, genesisRao } from '../../genesis-values.js';
import { EMPTY_DATA } from '../system/account.js';
import { incProviders, storeData } from '../system/references.js';
import { ExistentialDeposit } from './constants.js';
import { TotalIssuance } from './storage.js';

const WHERE = 'genesis.balances.balances';

function endowment(ed: bigint, item: unknown, i: number): [AccountId, bigint] {
  const pair = genesisList(`${WHERE}[${i}]`, item);
  if (pair.length !== 2)
    throw refusal('BAD_GENESIS', `${WHERE}[${i}]`, '[account, rao]', `${pair.length} items`);
  const amount = genesisRao(`${WHERE}[${i}][1]`, pair[1]);
  if (amount < ed) throw refusal('BAD_GENESIS', `${WHERE}[${i}][1]`, `at least ${ed} rao`, amount);
  return [genesisAccount(`${WHERE}[${i}][0]`, pair[0]), amount];
}

/** Endows accounts: `balances: { balances: [[account, rao], …] }`. */
export function balancesGenesis(ctx: Context, config: unknown): void {
  const ed = ctx.constant(ExistentialDeposit);
  const list = genesisList(WHERE, genesisObject('genesis.balances', config, ['balances'])['balances']);
  const seen = new Set<AccountId>();
  let total = 0n;
  list.forEach((item, i) => {
    const [who, free] = endowment(ed, item, i);
    if (seen.has(who)) throw refusal('BAD_GENESIS', `${WHERE}[${i}]`, 'an account named once', who);
    seen.add(who);
    total += free;
    incProviders(ctx, who);
    storeData(ctx, who, { ...EMPTY_DATA, free });
  });
  if (total >= 1n << 64n) throw refusal('BAD_GENESIS', WHERE, 'less than 2^64 rao in all', total);
  TotalIssuance.put(ctx, total);
}
