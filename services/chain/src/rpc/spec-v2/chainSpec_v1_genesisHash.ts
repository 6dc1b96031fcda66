import type { RpcMethod } from '../context.js';
import { to0x } from '../../bytes.js';

/** → hash of block 0. Also `archive_v1_genesisHash`. */
export const chainSpec_v1_genesisHash: RpcMethod = ({ chain }) => to0x(chain.store.hashOf(0)!);
