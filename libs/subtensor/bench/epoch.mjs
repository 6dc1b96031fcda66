// `npm run bench -w libs/subtensor`: blocks that pay, through the runtime's exported functions, without state
// root, disk, network or signatures. Figures are CPU time; the yardstick is one sr25519 verification (WASM) on the same
// machine in the same run.
import { cryptoWaitReady, sr25519PairFromSeed, sr25519Sign, sr25519Verify } from '@polkadot/util-crypto';
import { createFinney202406 } from '@yumanet/subtensor';
import { BACKENDS, createYuma } from '@yumanet/yuma-core';
import { Fabric } from '../dist/replay/fabric.js';
import {
  EmissionValues,
  PendingEmission,
} from '../dist/runtimes/finney-2024-06/pallets/subtensor-module/storage/networks.js';
import { Bonds, Weights } from '../dist/runtimes/finney-2024-06/pallets/subtensor-module/storage/neurons.js';

const UIDS = 256;
const VALIDATORS = 64;
const TAO = 1_000_000_000n;

const cpuMs = (run) => {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
};

/** A generator of u32s, the same in every run. */
function mulberry32(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (t ^ (t >>> 14)) >>> 0;
  };
}

/** The record of the epoch that ran last. */
const epochs = [];

/** `subnets` networks of 256 uids, 64 of which weigh all others and have bonds to them; epochs as `tempoOf` says. */
function build(yuma, subnets, tempoOf) {
  const random = mulberry32(subnets);
  const fabric = new Fabric(
    createFinney202406({ yuma, onEpoch: (_ctx, record) => void (epochs[0] = record) }),
  );
  fabric.fund('owner');
  for (let netuid = 1; netuid <= subnets; netuid++) {
    fabric.network(netuid, { tempo: tempoOf(netuid), owner: 'owner' });
    for (let uid = 0; uid < UIDS; uid++) {
      const stake = uid < VALIDATORS ? BigInt(1 + (random() % 100_000)) * TAO : 0n;
      fabric.neuron(netuid, `${netuid} ${uid}`, `${netuid} ${uid} cold`, stake, 1n);
    }
    fabric.vectors(netuid, UIDS, {
      lastUpdate: new Array(UIDS).fill(5n),
      permit: Array.from({ length: UIDS }, (_, uid) => uid < VALIDATORS),
    });
    const miners = Array.from({ length: UIDS - VALIDATORS }, (_, k) => VALIDATORS + k);
    for (let uid = 0; uid < VALIDATORS; uid++) {
      Weights.put(
        fabric.ctx,
        netuid,
        uid,
        miners.map((miner) => [miner, random() & 0xffff]),
      );
      Bonds.put(
        fabric.ctx,
        netuid,
        uid,
        miners.map((miner) => [miner, random() & 0xffff]),
      );
    }
    EmissionValues.put(fabric.ctx, netuid, TAO / BigInt(subnets));
    PendingEmission.put(fabric.ctx, netuid, 290n * TAO);
  }
  return fabric;
}

/** Netuid n with this tempo runs its epoch in block 1000 for the first time, or (false) not in these blocks at all. */
const at1000 = (netuid) => 1001 + netuid;
const NEVER = () => 0;

const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];

/** Median CPU time of block `number` on copies of the chain. */
function timeBlock(fabric, number, rounds) {
  return median(
    Array.from({ length: rounds }, () => {
      let ms = 0;
      fabric.chain.probe(() => (ms = cpuMs(() => fabric.chain.block(number))));
      return ms;
    }),
  );
}

await cryptoWaitReady();
const pair = sr25519PairFromSeed(new Uint8Array(32).fill(1));
const message = new Uint8Array(120);
const signature = sr25519Sign(message, pair);
const verifyMs = median(
  Array.from(
    { length: 7 },
    () =>
      cpuMs(() => Array.from({ length: 40 }, () => sr25519Verify(message, signature, pair.publicKey))) / 40,
  ),
);

const rows = [['sr25519 verification', verifyMs]];
for (const backend of BACKENDS) {
  const rounds = backend === 'reference' ? 5 : 25;
  const yuma = createYuma({ backend });
  const one = build(yuma, 1, at1000);
  rows.push([`${backend}: epoch alone, n=${UIDS} v=${VALIDATORS}`, timeEpoch(one, yuma, rounds)]);
  rows.push([`${backend}: block with one epoch`, timeBlock(one, 1000, rounds)]);
  one.chain.block(1000);
  rows.push([`${backend}: block that pays it`, timeBlock(one, 1001, rounds)]);
  yuma.dispose();
}
const yuma = createYuma({ backend: BACKENDS.at(-1) });
const many = build(yuma, 32, NEVER);
rows.push(['block with 32 subnets, no epoch', timeBlock(many, 1000, 25)]);
const forward = 200;
const forwardMs = cpuMs(() => {
  for (let i = 0; i < forward; i++) many.chain.block(2000 + i);
});
for (const [name, ms] of rows)
  console.log(
    `${name.padEnd(40)} ${ms.toFixed(2).padStart(9)} ms ${(ms / verifyMs).toFixed(2).padStart(8)} × a verification`,
  );
console.log(
  `fast-forward with 32 subnets             ${((1000 * forward) / forwardMs).toFixed(0).padStart(9)} blocks per CPU second`,
);
yuma.dispose();

/** The epoch of block 1000 without the runtime around it. */
function timeEpoch(fabric, engine, rounds) {
  fabric.chain.probe(() => fabric.chain.block(1000));
  const { input } = epochs.at(-1);
  return median(Array.from({ length: rounds }, () => cpuMs(() => engine.runEpoch(input))));
}
