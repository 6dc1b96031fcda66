import { definePallet, invalid, refusal, type AccountId } from '@yumanet/frame';
import { genesisAccount, genesisList, genesisObject, genesisRao } from '../../genesis-values.js';
import { noteStalled } from './calls/note-stalled.js';
import { reportEquivocation, reportEquivocationUnsigned } from './calls/report-equivocation.js';
import { CONSTANTS, MaxAuthorities } from './constants.js';
import { errors } from './errors.js';
import { Event } from './events.js';
import { Authorities, CurrentSetId, STORAGE, SetIdSession } from './storage.js';

const WHERE = 'genesis.grandpa.authorities';

function authority(item: unknown, i: number): [AccountId, bigint] {
  const [key, weight, ...more] = genesisList(`${WHERE}[${i}]`, item);
  if (more.length > 0)
    throw refusal('BAD_GENESIS', `${WHERE}[${i}]`, '[key, weight]', `${more.length + 2} items`);
  return [genesisAccount(`${WHERE}[${i}][0]`, key), genesisRao(`${WHERE}[${i}][1]`, weight)];
}

/**
 * pallet_grandpa: who votes on finality. Genesis: `grandpa: { authorities: [[key, weight], …] }`. Nothing in this
 * runtime schedules a change of voters (there is no session pallet), so there is no hook that would enact one.
 */
export const grandpaPallet = definePallet({
  name: 'Grandpa',
  index: 4,
  path: 'pallet_grandpa',
  storage: STORAGE,
  calls: [reportEquivocation, reportEquivocationUnsigned, noteStalled],
  events: Event,
  errors: errors.type,
  constants: CONSTANTS,
  storageVersion: 5,
  validateUnsigned: () => {
    // Only equivocation reports may come unsigned, and none can be decoded.
    throw invalid('Call');
  },
  genesisDefault: { authorities: [] },
  genesis: (ctx, config) => {
    const list = genesisList(WHERE, genesisObject('genesis.grandpa', config, ['authorities'])['authorities']);
    const most = ctx.constant(MaxAuthorities);
    if (list.length > most) throw refusal('BAD_GENESIS', WHERE, `at most ${most}`, list.length);
    CurrentSetId.put(ctx, 0n);
    if (list.length > 0) Authorities.put(ctx, list.map(authority));
    SetIdSession.put(ctx, 0n, 0);
  },
});
