// What both scripts need: the axon's process, honest questions, percentiles.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { keyFromUri } from '@yumanet/chain-client';
import { AxonServiceService } from '@yumanet/proto/miner/v1';
import { createGrpcClient } from '@yumanet/service-kit';
import { signRequest } from '@yumanet/subnet-kit/axon';

export const [dendrite, axonKey] = await Promise.all(['//Alice', '//Bob'].map(keyFromUri));

/** @param script a whole axon, or `./bare-process.mjs`, which measures nothing of itself. */
export async function startAxon(script = './axon-process.mjs') {
  const child = fork(new URL(script, import.meta.url));
  const [{ address }] = await once(child, 'message');
  return {
    address,
    async measure() {
      child.send('measure');
      const [measured] = await once(child, 'message');
      return measured;
    },
    async stop() {
      child.send('stop');
      await once(child, 'exit');
    },
  };
}

let lastNonce = 0n;
export function question(change = {}, by = dendrite) {
  const now = BigInt(Date.now()) * 1_000_000n;
  lastNonce = now > lastNonce ? now : lastNonce + 1n;
  const body = Buffer.alloc(784, 7);
  const fields = { netuid: 1, task: 'hostile', axonHotkey: axonKey.address, body, nonce: lastNonce };
  return signRequest(by, { ...fields, ...change });
}

export const dial = (address) => createGrpcClient(AxonServiceService, { address, breakAfter: 1_000_000 });

/** Asks with so many questions under way, until `until` says so. @returns milliseconds of each that was answered, and failures. */
export async function ask(client, { concurrency, until, deadlineMs = 5_000 }) {
  const ms = [];
  const failures = {};
  const one = async () => {
    while (!until(ms.length)) {
      const request = question();
      const began = performance.now();
      try {
        await client.query(request, { deadlineMs });
        ms.push(performance.now() - began);
      } catch (error) {
        failures[error.code] = (failures[error.code] ?? 0) + 1;
      }
    }
  };
  await Promise.all(Array.from({ length: concurrency }, one));
  return { ms, failures };
}

export function percentile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

export const wantsHelp = process.argv.includes('--help');
export const wantsJson = process.argv.includes('--json');
export function option(name, otherwise) {
  const at = process.argv.indexOf(`--${name}`);
  return at === -1 ? otherwise : Number(process.argv[at + 1]);
}
export const print = (result) =>
  process.stdout.write(`${JSON.stringify(result, null, wantsJson ? undefined : 2)}\n`);
