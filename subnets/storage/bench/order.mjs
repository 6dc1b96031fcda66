// How reliably scores order backends by retention:
//   npm run bench -w @yumanet/storage -- --seeds 20
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCast, orderCommand } from '@yumanet/subnet-kit/testing';
import { mechanism } from '../dist/index.js';

const root = mkdtempSync(join(tmpdir(), 'yumanet-storage-order-'));
const dataDir = (backend) => mkdtempSync(join(root, `${backend}-`));
try {
  await orderCommand(mechanism, (seed) => openCast(mechanism, { seed, dataDir }), 24);
} finally {
  rmSync(root, { recursive: true, force: true });
}
