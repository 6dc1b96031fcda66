/** One HTML file with everything in it: text, tables and charts; no script, nothing fetched. */
export interface Section {
  readonly title: string;
  /** Plain text. */
  readonly text?: string;
  readonly table?: { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };
  /** SVG text of `renderChart`. */
  readonly charts?: readonly string[];
}

const STYLE =
  'body{font:15px/1.5 system-ui,sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem;color:#222}' +
  'table{border-collapse:collapse;font-variant-numeric:tabular-nums}td,th{padding:.15rem .7rem;text-align:right;border-bottom:1px solid #ddd}' +
  'td:first-child,th:first-child{text-align:left}svg{max-width:100%;height:auto}pre{white-space:pre-wrap}';

export function renderPage(title: string, sections: readonly Section[]): string {
  const body = sections.map(renderSection).join('\n');
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${escape(title)}</title><style>${STYLE}</style></head>
<body>
<h1>${escape(title)}</h1>
${body}
</body>
</html>
`;
}

function renderSection({ title, text, table, charts = [] }: Section): string {
  const parts = [`<h2>${escape(title)}</h2>`];
  if (text !== undefined) parts.push(`<pre>${escape(text)}</pre>`);
  if (table !== undefined) {
    const row = (cells: readonly string[], tag: string) =>
      `<tr>${cells.map((cell) => `<${tag}>${escape(cell)}</${tag}>`).join('')}</tr>`;
    parts.push(
      `<table>${row(table.head, 'th')}${table.rows.map((cells) => row(cells, 'td')).join('')}</table>`,
    );
  }
  return [...parts, ...charts].join('\n');
}

/** What HTML would read as markup. */
export function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
