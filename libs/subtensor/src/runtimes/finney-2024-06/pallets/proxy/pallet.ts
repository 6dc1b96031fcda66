import { definePallet } from '@yumanet/frame';
import { addProxy } from './calls/add-proxy.js';
import { announce } from './calls/announce.js';
import { createPure } from './calls/create-pure.js';
import { killPure } from './calls/kill-pure.js';
import { proxyAnnounced } from './calls/proxy-announced.js';
import { proxy } from './calls/proxy.js';
import { rejectAnnouncement } from './calls/reject-announcement.js';
import { removeAnnouncement } from './calls/remove-announcement.js';
import { removeProxies } from './calls/remove-proxies.js';
import { removeProxy } from './calls/remove-proxy.js';
import { CONSTANTS } from './constants.js';
import { errors } from './errors.js';
import { Event } from './events.js';
import { STORAGE } from './storage.js';

/** pallet_proxy: accounts that act for others. */
export const proxyPallet = definePallet({
  name: 'Proxy',
  index: 16,
  path: 'pallet_proxy',
  storage: STORAGE,
  calls: [
    proxy,
    addProxy,
    removeProxy,
    removeProxies,
    createPure,
    killPure,
    announce,
    removeAnnouncement,
    rejectAnnouncement,
    proxyAnnounced,
  ],
  events: Event,
  errors: errors.type,
  constants: CONSTANTS,
});
