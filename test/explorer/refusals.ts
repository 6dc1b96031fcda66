import { expect, it } from 'vitest';
import type { ExplorerScene } from '../support/explorer-scene.js';

/** What is looked for is found, or refused with a code. */
export function foundOrRefused(scene: ExplorerScene): void {
  it('finds blocks, extrinsics and accounts', async () => {
    await scene.withPage('/', async (page) => {
      const find = async (text: string) => {
        await page.getByRole('searchbox').fill(text);
        await page.keyboard.press('Enter');
      };
      await find(await scene.hashOf(5));
      await page.waitForURL('**/#/blocks/5');
      await find(scene.subnet.validators[0]!.address);
      await page.waitForURL('**/#/accounts/*');
      await find('no such thing');
      await page.waitForSelector('.refusal:not(:empty)');
    });
  });

  it.each([
    ['/subnets/x', 400, 'NETUID_INVALID'],
    ['/subnets/65536', 400, 'NETUID_INVALID'],
    ['/subnets/999', 404, 'SUBNET_UNKNOWN'],
    ['/subnets/1/neurons/-1', 400, 'UID_INVALID'],
    ['/subnets/1/neurons/999', 404, 'NEURON_UNKNOWN'],
    ['/subnets/1/matrix/trust', 400, 'QUERY_INVALID'],
    ['/blocks/0x12', 400, 'BLOCK_INVALID'],
    ['/blocks/4294967295', 404, 'BLOCK_UNKNOWN'],
    [`/blocks/0x${'00'.repeat(32)}`, 404, 'BLOCK_UNKNOWN'],
    ['/blocks?limit=0', 400, 'QUERY_INVALID'],
    ['/blocks?before=x', 400, 'BLOCK_INVALID'],
    ['/extrinsics/5', 400, 'EXTRINSIC_INVALID'],
    ['/extrinsics/5-99', 404, 'EXTRINSIC_UNKNOWN'],
    ['/accounts/nobody', 400, 'ACCOUNT_INVALID'],
    [`/find?q=${'a'.repeat(81)}`, 400, 'QUERY_INVALID'],
    ['/find?q=zzz', 404, 'NOTHING_FOUND'],
    ['/nothing', 404, 'PATH_UNKNOWN'],
  ])('refuses %s with %i %s', async (path, status, code) => {
    const response = await fetch(`${scene.explorer.url}/v1${path}`);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { code } });
  });

  it('shows a refusal, never a blank page', async () => {
    await scene.withPage('/accounts/nobody', async (page) => {
      await page.waitForSelector('[role=alert]');
      expect(await page.textContent('[role=alert]')).toContain('ACCOUNT_INVALID');
    });
  });
}
