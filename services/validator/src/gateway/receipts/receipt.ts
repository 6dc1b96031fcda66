import { isSignedBy, type HotkeySigner } from '@yumanet/subnet-kit/axon';
import type { Receipt } from '../books/records.js';

export type UnsignedReceipt = Omit<Receipt, 'signature' | 'gateway'>;

/** What is signed starts with its domain, so that a signature here is none of anything else. */
const DOMAIN = 'yumanet-gateway-receipt-v1';

/** The fields one per line; none of them can hold a line's end. */
export function receiptPayload(receipt: Omit<Receipt, 'signature'>): Uint8Array {
  const { gateway, clientId, number, queryId, netuid, requestHash, responseHash, miners } = receipt;
  const { priceRao, balanceAfterRao, at } = receipt;
  const fields = [
    ...[DOMAIN, gateway, clientId, number, queryId, netuid, requestHash, responseHash],
    ...[miners.join(','), priceRao, balanceAfterRao, at],
  ];
  return Buffer.from(fields.join('\n'));
}

export function signReceipt(key: HotkeySigner, unsigned: UnsignedReceipt): Receipt {
  const receipt = { ...unsigned, gateway: key.address };
  return { ...receipt, signature: Buffer.from(key.sign(receiptPayload(receipt))).toString('hex') };
}

/** Whether the gateway's hotkey signed exactly this receipt. */
export function isReceiptSigned(receipt: Receipt): Promise<boolean> {
  return isSignedBy(receipt.gateway, Buffer.from(receipt.signature, 'hex'), receiptPayload(receipt));
}

/** As HTTP tells it: rao are text, since JSON's numbers are not exact. */
export function receiptJson({ priceRao, balanceAfterRao, miners, ...rest }: Receipt) {
  return {
    ...rest,
    miners: [...miners],
    priceRao: String(priceRao),
    balanceAfterRao: String(balanceAfterRao),
  };
}

/** The receipt of its JSON. */
export function receiptOf(json: ReturnType<typeof receiptJson>): Receipt {
  return { ...json, priceRao: BigInt(json.priceRao), balanceAfterRao: BigInt(json.balanceAfterRao) };
}
