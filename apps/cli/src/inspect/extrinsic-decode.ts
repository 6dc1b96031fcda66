import { CliError } from '../cli-error.js';
import { example } from '../economy/add-command.js';
import type { AddInspection } from './add-inspection.js';

/** `extrinsic decode`: what a transaction says, by the runtime of the node. */
export const extrinsicDecode: AddInspection = (group, withChain) =>
  void group
    .command('decode')
    .argument('<hex>', 'a whole extrinsic, or a call alone, as 0x…')
    .description('what a transaction or call says')
    .addHelpText('after', example('extrinsic decode 0x280402000b10449e8d8f01'))
    .action(
      withChain(({ api, output }, hex: string) => {
        const decoded = decode(hex, (type) => api.registry.createTypeUnsafe<never>(type, [hex]));
        const { method, signer, nonce, tip, era } = decoded.toHuman() as Record<string, unknown>;
        const call = (method ?? decoded.toHuman()) as { section: string; method: string; args: unknown };
        const signature = decoded.isSigned === true ? { signer, nonce, tip, era } : {};
        output.row(
          {
            isSigned: decoded.isSigned === true,
            ...signature,
            pallet: call.section,
            call: call.method,
            args: call.args,
          },
          `${decoded.isSigned === true ? `signed by ${JSON.stringify(signer)}, nonce ${String(nonce)}: ` : ''}${call.section}.${call.method} ${JSON.stringify(call.args, null, 2)}`,
        );
        return Promise.resolve();
      }),
    );

interface Decoded {
  readonly isSigned?: boolean;
  toHuman(): unknown;
}

function decode(hex: string, create: (type: string) => Decoded): Decoded {
  if (!/^0x([0-9a-fA-F]{2})+$/.test(hex))
    throw new CliError('BAD_INPUT', 'extrinsic: expected bytes as 0x and hex digits');
  try {
    return create('Extrinsic');
  } catch (asExtrinsic) {
    try {
      return create('Call');
    } catch {
      const text = asExtrinsic instanceof Error ? asExtrinsic.message : String(asExtrinsic);
      throw new CliError('BAD_INPUT', `extrinsic: expected one of this runtime, or a call, got "${text}"`);
    }
  }
}
