import type { AnyType } from '../types/type.js';

/**
 * How a field's type is called in the metadata. Clients show it, and older ones (scalecodec, under every Python SDK)
 * cannot read a call back without it. Upstream has the Rust source's text there (`T::AccountId`); this is the name of
 * the type itself. A field in compact form is called as its value, as upstream does.
 */
export function typeName(type: AnyType): string {
  const { def } = type;
  switch (def.kind) {
    case 'primitive':
    case 'outer':
      return def.name;
    case 'compact':
      return typeName(def.inner);
    case 'sequence':
      return `Vec<${typeName(def.inner)}>`;
    case 'array':
      return `[${typeName(def.inner)}; ${def.length}]`;
    case 'tuple':
      return `(${def.items.map(typeName).join(', ')})`;
    case 'option':
      return `Option<${typeName(def.inner)}>`;
    case 'result':
      return `Result<${typeName(def.ok)}, ${typeName(def.error)}>`;
    case 'composite':
    case 'variant':
      return def.path.slice(def.path.lastIndexOf(':') + 1);
  }
}
