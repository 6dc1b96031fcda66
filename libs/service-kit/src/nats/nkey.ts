import { nkeyAuthenticator, nkeys, type NodeConnectionOptions } from '@nats-io/transport-node';
import { refusal } from '../errors.js';
import type { BusLogin } from './bus-login.js';
import { inboxPrefixOf } from './permissions.js';

/** A new nkey of a user: the server is told the public half, the service the seed. */
export function createNkey(): { readonly nkey: string; readonly seed: string } {
  const pair = nkeys.createUser();
  return { nkey: pair.getPublicKey(), seed: new TextDecoder().decode(pair.getSeed()) };
}

/** A login as the client library wants it. @throws ServiceError INVALID_ARGUMENT for a seed that is none; it is not quoted. */
export function loginOptions(login: BusLogin): Partial<NodeConnectionOptions> {
  if ('password' in login)
    return { user: login.role, pass: login.password, inboxPrefix: inboxPrefixOf(login.role) };
  const seed = new TextEncoder().encode(login.seed.trim());
  try {
    const user = nkeys.fromSeed(seed).getPublicKey();
    if (user.startsWith('U'))
      return { authenticator: nkeyAuthenticator(seed), inboxPrefix: inboxPrefixOf(user) };
  } catch {
    // Refused below, without a word of it.
  }
  throw refusal('INVALID_ARGUMENT', 'NATS seed', 'that of a user (SU…)', 'something else');
}
