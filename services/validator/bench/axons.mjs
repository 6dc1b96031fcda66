/** Light axons in a process of their own. `node axons.mjs FROM COUNT`; prints their addresses as JSON, ends with its input. */
import { keyFromUri } from '@yumanet/chain-client';
import { LightAxon } from '@yumanet/subnet-kit/testing';

const [from, count] = process.argv.slice(2).map(Number);
const answer = () => Promise.resolve(Buffer.from(JSON.stringify({ worth: 0.5 })));
const axons = [];
for (let uid = from; uid < from + count; uid++) {
  const signer = await keyFromUri(`//bench//${uid}`);
  // Their cost is not what is measured, and they share the machine.
  const axon = await LightAxon.open({ signer, answer, verifies: false });
  axons.push({ uid, hotkey: signer.address, address: axon.address });
}
process.stdout.write(`${JSON.stringify(axons)}\n`);
process.stdin.resume().on('end', () => process.exit(0));
