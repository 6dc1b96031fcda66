import { RuntimeCallError, typeOf, u8, type Type } from '@yumanet/frame';

/** Variant of sp_runtime's Era: `Immortal`, or `Mortal<first byte>` with the second byte as its value. */
export interface EraValue {
  readonly type: string;
  readonly value?: number | undefined;
}

/** The era's two bytes as the registry describes them: 255 variants with one byte each. */
export const Era: Type<EraValue> = typeOf({
  kind: 'variant',
  path: 'sp_runtime::generic::era::Era',
  variants: Array.from({ length: 256 }, (_, index) =>
    index === 0
      ? { name: 'Immortal', index, fields: [] }
      : { name: `Mortal${index}`, index, fields: [{ name: undefined, type: u8 }] },
  ),
  params: [],
});

export interface Mortality {
  /** Blocks that the transaction lives, a power of two from 4 to 65536. */
  readonly period: number;
  /** Block of the period in which it is born. */
  readonly phase: number;
}

/** Period and phase, or undefined for an immortal transaction. Throws BAD_INPUT, as upstream's decoder refuses. */
export function mortality({ type, value }: EraValue): Mortality | undefined {
  if (type === 'Immortal') return undefined;
  const encoded = Number(type.slice('Mortal'.length)) + (value ?? 0) * 256;
  const period = 2 << (encoded % 16);
  const phase = (encoded >> 4) * Math.max(period >> 12, 1);
  if (period < 4 || phase >= period)
    throw new RuntimeCallError(
      'BAD_INPUT',
      `era: expected a phase below its period, got ${phase} of ${period}`,
    );
  return { period, phase };
}

/** The block at which a transaction, seen at block `current`, was born. */
export function birth(era: Mortality | undefined, current: number): number {
  if (era === undefined) return 0;
  const { period, phase } = era;
  return Math.floor((Math.max(current, phase) - phase) / period) * period + phase;
}
