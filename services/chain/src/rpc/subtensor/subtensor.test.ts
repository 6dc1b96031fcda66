import { Writer } from '@yumanet/frame';
import { silentLogger } from '@yumanet/service-kit/core';
import { expect, it, onTestFinished } from 'vitest';
import { startChainService } from '../../chain-service.js';
import { fromHex, to0x } from '../../bytes.js';
import { ByteReader } from '../../node/block/byte-reader.js';
import { DEV_ACCOUNTS } from '../../chain-spec/dev-accounts.js';
import { parseAccount } from '../../chain-spec/ss58.js';
import { configSchema } from '../../config/schema.js';

interface Answer {
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string; readonly data?: string };
}

/** A node of the real runtime, and one question to it over HTTP. */
async function start() {
  const config = configSchema.parse({ rpcPort: 0, sealing: 'manual', verifyThreads: 0 });
  const options = {
    log: silentLogger(),
    version: '1',
    onFatal: () => undefined,
  };
  const service = await startChainService(config, options);
  onTestFinished(() => service.stop());
  const text = async (method: string, ...params: unknown[]): Promise<string> => {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
    return (await fetch(`http://127.0.0.1:${service.rpcPort}`, { method: 'POST', body })).text();
  };
  const ask = async (method: string, ...params: unknown[]): Promise<Answer> =>
    JSON.parse(await text(method, ...params)) as Answer;
  return { service, ask, text };
}

const ALICE = parseAccount(DEV_ACCOUNTS[0]!.address);
const account = [...ALICE];
const inScale = to0x(Uint8Array.of(32 << 2, ...ALICE));

it.each<[string, readonly unknown[], string, string]>([
  ['delegateInfo_getDelegates', [], 'DelegateInfoRuntimeApi_get_delegates', '0x'],
  ['delegateInfo_getDelegate', [account], 'DelegateInfoRuntimeApi_get_delegate', inScale],
  ['delegateInfo_getDelegated', [account], 'DelegateInfoRuntimeApi_get_delegated', inScale],
  ['neuronInfo_getNeurons', [0], 'NeuronInfoRuntimeApi_get_neurons', '0x0000'],
  ['neuronInfo_getNeuron', [0, 258], 'NeuronInfoRuntimeApi_get_neuron', '0x00000201'],
  ['neuronInfo_getNeuronsLite', [0], 'NeuronInfoRuntimeApi_get_neurons_lite', '0x0000'],
  ['neuronInfo_getNeuronLite', [0, 258], 'NeuronInfoRuntimeApi_get_neuron_lite', '0x00000201'],
  ['subnetInfo_getSubnetInfo', [0], 'SubnetInfoRuntimeApi_get_subnet_info', '0x0000'],
  ['subnetInfo_getSubnetsInfo', [], 'SubnetInfoRuntimeApi_get_subnets_info', '0x'],
  ['subnetInfo_getSubnetHyperparams', [0], 'SubnetInfoRuntimeApi_get_subnet_hyperparams', '0x0000'],
])('%s: the bytes of the runtime’s answer', async (method, params, name, input) => {
  const { service, ask } = await start();
  await service.chain.seal();
  const direct = (await ask('state_call', name, input)).result as string;
  const bytes = new ByteReader(fromHex(direct.slice(2))).bytesWithLength();
  expect((await ask(method, ...params)).result).toEqual([...bytes]);
});

it('subnetInfo_getLockCost: rao as a JSON number with all its digits', async () => {
  const { service, text } = await start();
  await service.chain.seal();
  expect(await text('subnetInfo_getLockCost')).toMatch(/"result":\d{10,}\}$/);
  const writer = new Writer();
  writer.u64(2n ** 64n - 1n);
  const call = service.chain.runtime.call.bind(service.chain.runtime);
  service.chain.runtime.call = (name, ...rest) =>
    name.startsWith('SubnetRegistration') ? writer.finish() : call(name, ...rest);
  onTestFinished(() => void (service.chain.runtime.call = call));
  expect(await text('subnetInfo_getLockCost')).toContain('"result":18446744073709551615}');
});

it('refuses what is no netuid, account or block', async () => {
  const { ask } = await start();
  for (const [method, ...params] of [
    ['neuronInfo_getNeuronsLite'],
    ['neuronInfo_getNeuronsLite', 65_536],
    ['neuronInfo_getNeuron', 1],
    ['delegateInfo_getDelegate', inScale],
    ['delegateInfo_getDelegate', [256]],
    ['delegateInfo_getDelegated', new Array(65).fill(1)],
    ['subnetInfo_getSubnetInfo', 1, '0x00'],
  ] as [string, ...unknown[]][])
    expect((await ask(method, ...params)).error?.code, method).toBe(-32602);
  const nowhere = `0x${'22'.repeat(32)}`;
  expect((await ask('subnetInfo_getSubnetsInfo', nowhere)).error).toEqual({
    code: 1,
    message: `Unable to get subnets info: Client error: UnknownBlock: Header was not found in the database: ${nowhere}`,
  });
});
