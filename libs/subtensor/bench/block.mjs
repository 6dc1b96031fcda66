// `npm run bench -w libs/subtensor`: what the runtime itself costs, without state root, disk, network or signatures.
// Figures are CPU time; the yardstick is one sr25519 verification (WASM) on the same machine in the same run.
import { cryptoWaitReady, sr25519PairFromSeed, sr25519Sign, sr25519Verify } from '@polkadot/util-crypto';
import { finney202406 } from '@yumanet/subtensor';
import { TestChain, account, address, call } from '@yumanet/subtensor/testing';

const cpuMs = (run) => {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
};

const best = (rounds, run) => Math.min(...Array.from({ length: rounds }, () => cpuMs(run)));

await cryptoWaitReady();
const pair = sr25519PairFromSeed(new Uint8Array(32).fill(1));
const message = new Uint8Array(120);
const signature = sr25519Sign(message, pair);
const verifyMs =
  best(5, () => {
    for (let i = 0; i < 40; i++) sr25519Verify(message, signature, pair.publicKey);
  }) / 40;

const people = Array.from({ length: 200 }, (_, i) => account(i + 1));
const chain = new TestChain(finney202406, {
  balances: { balances: people.map((who) => [who, 10n ** 15n]) },
});
// The state root is the node's to keep incrementally; a flat hash of everything would drown the rest.
chain.storage.root = () => new Uint8Array(32);

function transfers(count) {
  const nonces = new Map();
  return Array.from({ length: count }, (_, i) => {
    const who = people[i % people.length];
    const nonce = nonces.get(who) ?? nonceOf(who);
    nonces.set(who, nonce + 1);
    const to = address(people[(i * 7 + 1) % people.length]);
    return chain.signed(who, call('Balances', 'transfer_keep_alive', { dest: to, value: 1000n }), { nonce });
  });
}

function nonceOf(who) {
  const encoded = chain.call('AccountNonceApi_account_nonce', Uint8Array.from(Buffer.from(who, 'hex')));
  return new DataView(encoded.buffer, encoded.byteOffset).getUint32(0, true);
}

for (let i = 0; i < 300; i++) chain.block();
for (let i = 0; i < 5; i++) chain.block(...transfers(200));
const emptyMs =
  best(5, () => {
    for (let i = 0; i < 100; i++) chain.block();
  }) / 100;

function perTransfer(count) {
  const rounds = Array.from({ length: 5 }, () => {
    const extrinsics = transfers(count);
    return cpuMs(() => chain.block(...extrinsics));
  });
  return (Math.min(...rounds) - emptyMs) / count;
}

const sample = transfers(1)[0];
const validateMs =
  best(5, () => {
    for (let i = 0; i < 200; i++) chain.validate(sample);
  }) / 200;

const rows = [
  ['sr25519 verification', verifyMs],
  ['empty block', emptyMs],
  ['transfer, 10 in a block', perTransfer(10)],
  ['transfer, 200 in a block', perTransfer(200)],
  ['transfer, 1000 in a block', perTransfer(1000)],
  ['validate_transaction', validateMs],
];
for (const [name, ms] of rows)
  console.log(
    `${name.padEnd(28)} ${ms.toFixed(3).padStart(8)} ms  ${(ms / verifyMs).toFixed(2).padStart(6)} × a verification`,
  );
