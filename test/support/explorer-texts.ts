/// <reference lib="dom" />
import type { Page } from 'playwright-core';

export const U16_MAX = 65_535;

/** As the page writes it. */
export function tao(rao: bigint): string {
  const [whole, fraction] = [rao / 1_000_000_000n, String(rao % 1_000_000_000n).padStart(9, '0')];
  const tail = fraction.replace(/0+$/, '');
  return `τ\u00a0${whole.toLocaleString('en-US')}${tail === '' ? '' : `.${tail}`}`;
}
export const percentOf = (share: number): string => `${(share * 100).toFixed(2)}\u00a0%`;
export const percent = (u16: number): string => percentOf(u16 / U16_MAX);

/** The digits of a text. */
export const numberOf = (text: string | null | undefined): number =>
  Number((text ?? '').replace(/[^\d]/g, ''));

/** Texts of one moment. */
export const factsOf = (page: Page, ...ids: string[]): Promise<Record<string, string | null>> =>
  page.evaluate(
    (wanted) =>
      Object.fromEntries(
        wanted.map((id) => [id, document.querySelector(`[data-fact=${id}]`)?.textContent ?? null]),
      ),
    ids,
  );
