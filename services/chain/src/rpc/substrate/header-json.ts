import { to0x } from '../../bytes.js';
import type { Header } from '../../node/block/header.js';
import { Verbatim } from '../verbatim.js';

/** A header as JSON-RPC shows it: numbers in hex, digest items as their SCALE bytes. */
export function headerJson(header: Header): object {
  return {
    parentHash: to0x(header.parentHash),
    number: `0x${header.number.toString(16)}`,
    stateRoot: to0x(header.stateRoot),
    extrinsicsRoot: to0x(header.extrinsicsRoot),
    digest: { logs: header.digest.map(to0x) },
  };
}

const texts = new WeakMap<Header, Verbatim>();

/** As `headerJson`, written once however many subscribers hear of the block. */
export function headerText(header: Header): Verbatim {
  const known = texts.get(header);
  if (known !== undefined) return known;
  const text = new Verbatim(JSON.stringify(headerJson(header)));
  texts.set(header, text);
  return text;
}
