import { ARTICLES_PARAMETERS, SPEC_185_PARAMETERS } from '@yumanet/subtensor';
import { describe, expect, it } from 'vitest';
import { parametersSchema, runtimeParameters } from './parameters.js';

describe('parameters of a chain spec', () => {
  it('are the named set, of spec 185 where none is named', () => {
    expect(runtimeParameters(undefined)).toEqual(SPEC_185_PARAMETERS);
    expect(runtimeParameters({ set: 'articles' })).toEqual(ARTICLES_PARAMETERS);
  });

  it('differ from the set in what the spec says, 64-bit numbers as bigints', () => {
    const spec = parametersSchema.parse({
      set: 'articles',
      newNetwork: { tempo: 20, minBurnRao: '18446744073709551615' },
      root: { tempo: 10 },
      initial: { NetworkRateLimit: 0, SubnetOwnerCut: 0 },
      hasFaucet: true,
      slashing: { UnstakeCooldown: 5 },
    });
    const { newNetwork, root, initial, hasFaucet, slashing } = runtimeParameters(spec);
    expect(newNetwork).toEqual({
      ...ARTICLES_PARAMETERS.newNetwork,
      tempo: 20,
      minBurnRao: 18_446_744_073_709_551_615n,
    });
    expect(root).toEqual({ ...ARTICLES_PARAMETERS.root, tempo: 10 });
    expect(initial).toEqual({ ...ARTICLES_PARAMETERS.initial, NetworkRateLimit: 0n, SubnetOwnerCut: 0 });
    expect(hasFaucet).toBe(true);
    expect(slashing).toEqual({ UnstakeCooldown: 5 });
  });

  it.each([
    [{ set: 'finney' }],
    [{ set: 'articles', newNetwork: { tempo: 65_536 } }],
    [{ set: 'articles', newNetwork: { colour: 1 } }],
    [{ set: 'articles', newNetwork: { targetRegistrationsPerInterval: 0 } }],
    [{ set: 'articles', initial: { NetworkLockReductionInterval: '0' } }],
    [{ set: 'articles', initial: { NetworkMinLockCost: '18446744073709551616' } }],
    [{ set: 'articles', initial: { SubnetOwnerCut: '11796' } }],
    [{ set: 'articles', slashing: { AbsenceShare: 65_536 } }],
    [{ set: 'articles', slashing: true }],
  ])('refuses %j', (value) => {
    expect(parametersSchema.safeParse(value).success).toBe(false);
  });
});
