import { taoParts } from '../core/format.js';

/** An amount in large letters, its fraction in smaller ones. */
export function Tao({ rao }: { readonly rao: string | bigint }) {
  const [whole, fraction] = taoParts(rao);
  return (
    <span class="tao">
      {whole}
      <span class="fraction">{fraction}</span>
    </span>
  );
}
