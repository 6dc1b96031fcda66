import { refusal } from '../errors.js';

/** A role with its password, or the seed of an nkey (`SU…`): it signs what the server asks, and never leaves the process. */
export type BusLogin = { readonly role: string; readonly password: string } | { readonly seed: string };

/**
 * What settings say of a service's login, or none.
 *
 * @throws ServiceError INVALID_ARGUMENT for a password and a seed at once.
 */
export function busLogin(
  role: string,
  settings: { readonly natsPassword?: string | undefined; readonly natsSeed?: string | undefined },
): BusLogin | undefined {
  const { natsPassword: password, natsSeed: seed } = settings;
  if (password !== undefined && seed !== undefined)
    throw refusal('INVALID_ARGUMENT', 'NATS login', 'a password or a seed', 'both');
  if (seed !== undefined) return { seed };
  return password === undefined ? undefined : { role, password };
}
