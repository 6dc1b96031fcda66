import { definePallet } from '@yumanet/frame';
import { genesisAccount, genesisObject } from '../../genesis-values.js';
import { removeKey } from './calls/remove-key.js';
import { setKey } from './calls/set-key.js';
import { sudoAs } from './calls/sudo-as.js';
import { sudoUncheckedWeight } from './calls/sudo-unchecked-weight.js';
import { sudo } from './calls/sudo.js';
import { errors } from './errors.js';
import { Event } from './events.js';
import { Key, STORAGE } from './storage.js';

/** pallet_sudo. Genesis: `sudo: { key: account }`; without a key nobody is root. */
export const sudoPallet = definePallet({
  name: 'Sudo',
  index: 12,
  path: 'pallet_sudo',
  storage: STORAGE,
  calls: [sudo, sudoUncheckedWeight, setKey, sudoAs, removeKey],
  events: Event,
  errors: errors.type,
  genesisDefault: { key: null },
  genesis: (ctx, config) => {
    const { key } = genesisObject('genesis.sudo', config, ['key']);
    if (key !== undefined && key !== null) Key.put(ctx, genesisAccount('genesis.sudo.key', key));
  },
});
