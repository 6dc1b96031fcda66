import { to0x } from '../../bytes.js';
import { ByteReader } from '../../node/block/byte-reader.js';

export interface RuntimeVersionJson {
  readonly specName: string;
  readonly implName: string;
  readonly authoringVersion: number;
  readonly specVersion: number;
  readonly implVersion: number;
  /** Id of each runtime API, and its version. */
  readonly apis: readonly (readonly [string, number])[];
  readonly transactionVersion: number;
  readonly stateVersion: number;
}

/** SCALE of sp_version::RuntimeVersion as JSON-RPC shows it. */
export function runtimeVersionJson(bytes: Uint8Array): RuntimeVersionJson {
  const reader = new ByteReader(bytes);
  const text = (): string => new TextDecoder().decode(reader.bytesWithLength());
  const u32 = (): number => {
    const part = reader.take(4);
    return new DataView(part.buffer, part.byteOffset, 4).getUint32(0, true);
  };
  const specName = text();
  const implName = text();
  const [authoringVersion, specVersion, implVersion] = [u32(), u32(), u32()];
  const apis: [string, number][] = [];
  for (let left = reader.compact(); left > 0; left--) apis.push([to0x(reader.take(8)), u32()]);
  const transactionVersion = u32();
  const stateVersion = reader.left > 0 ? reader.u8() : 0;
  return {
    specName,
    implName,
    authoringVersion,
    specVersion,
    implVersion,
    apis,
    transactionVersion,
    stateVersion,
  };
}
