import { refusal, type AccountId } from '@yumanet/frame';
import { parseAccount, parseRao } from '@yumanet/units';

/** Reads of one pallet's genesis entry: every refusal is a BAD_GENESIS that names the place. */

/** The entry as an object; absent means empty. */
export function genesisObject(
  where: string,
  config: unknown,
  allowed: readonly string[],
): Record<string, unknown> {
  if (config === undefined) return {};
  if (typeof config !== 'object' || config === null || Array.isArray(config))
    throw refusal('BAD_GENESIS', where, 'an object', Array.isArray(config) ? 'a list' : typeof config);
  for (const key of Object.keys(config))
    if (!allowed.includes(key)) throw refusal('BAD_GENESIS', where, allowed.join(' or ') || 'no entry', key);
  return config as Record<string, unknown>;
}

export function genesisList(where: string, value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw refusal('BAD_GENESIS', where, 'a list', typeof value);
  return value;
}

/** An account as 64 hex digits: given as such, with 0x, or as an SS58 address. */
export function genesisAccount(where: string, value: unknown): AccountId {
  try {
    return parseAccount(value, where);
  } catch {
    throw refusal('BAD_GENESIS', where, 'an SS58 address or 32 bytes as hex', value);
  }
}

/** An amount in rao: bigint, decimal string or safe integer. */
export function genesisRao(where: string, value: unknown): bigint {
  try {
    return parseRao(value, where);
  } catch {
    throw refusal('BAD_GENESIS', where, 'rao as a whole number below 2^64', value);
  }
}

/** The only list of an entry, as accounts. `ignored` names entries that upstream's configuration has and nobody reads. */
export function accountList(
  where: string,
  config: unknown,
  key: string,
  ignored: readonly string[] = [],
): AccountId[] {
  const list = genesisList(`${where}.${key}`, genesisObject(where, config, [key, ...ignored])[key]);
  return list.map((item, i) => genesisAccount(`${where}.${key}[${i}]`, item));
}

/** `accounts`, each of which is named once. */
export function eachOnce(where: string, accounts: readonly AccountId[]): readonly AccountId[] {
  const twice = accounts.find((who, i) => accounts.indexOf(who) !== i);
  if (twice !== undefined) throw refusal('BAD_GENESIS', where, 'an account named once', twice);
  return accounts;
}
