import { blake2_256, toHex, type AccountId } from '@yumanet/frame';
import { formatAccount, parseAccount } from '@yumanet/units';
import { asText, type JsonObject } from './fields.js';

/**
 * The accounts behind a line's labels. A trace lists them; where a line does not, a label stands for an account made
 * from it, different for different labels.
 */
export class Labels {
  readonly #accounts = new Map<string, AccountId>();
  readonly #labels = new Map<AccountId, string>();

  constructor(accounts: JsonObject = {}) {
    for (const [label, address] of Object.entries(accounts))
      this.#add(label, parseAccount(asText(`accounts.${label}`, address), `accounts.${label}`));
  }

  account(label: string): AccountId {
    return this.#accounts.get(label) ?? this.#add(label, parsed(label) ?? made(label));
  }

  /** The label of an account, or its address. */
  label(account: AccountId): string {
    return this.#labels.get(account) ?? formatAccount(account);
  }

  #add(label: string, account: AccountId): AccountId {
    this.#accounts.set(label, account);
    this.#labels.set(account, label);
    return account;
  }
}

const made = (label: string): AccountId => toHex(blake2_256(new TextEncoder().encode(`label:${label}`)));

/** Accounts without a label appear as addresses. */
function parsed(label: string): AccountId | undefined {
  try {
    return parseAccount(label);
  } catch {
    return undefined;
  }
}
