// How reliably scores order backends by throughput, as this machine's clock sees them:
//   npm run bench -w @yumanet/compute -- --seeds 20
// `threads` is no faster than `wasm` where cores are busy: COMPUTE_BACKENDS=threads,wasm asks for it.
import { openCast, orderCommand } from '@yumanet/subnet-kit/testing';
import { mechanism } from '../dist/index.js';

const backends = process.env.COMPUTE_BACKENDS?.split(',') ?? ['wasm', 'blocked', 'naive', 'guess'];
await orderCommand(mechanism, (seed) => openCast(mechanism, { backends, seed, dataDir: () => '.' }), 3);
