import {
  createColumnHelper,
  createSortedRowModel,
  rowSortingFeature,
  sortFn_basic,
  tableFeatures,
  useTable,
} from '@tanstack/preact-table';
import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';

type Sortable = number | bigint | string | boolean | null;

export interface Column<Row> {
  readonly id: string;
  readonly header: string;
  /** What the header's word means. */
  readonly title?: string;
  /** What the rows are ordered by; without it the column orders nothing. */
  readonly by?: (row: Row) => Sortable;
  readonly show: (row: Row) => ComponentChildren;
  /** Right-aligned. */
  readonly numeric?: boolean;
}

export interface TableProps<Row> {
  /** What the table is of, for those who do not see it. */
  readonly caption: string;
  readonly rows: readonly Row[];
  /** Made once: outside of the component, or in a memo. */
  readonly columns: readonly Column<Row>[];
  readonly rowKey: (row: Row) => string;
  readonly sort?: { readonly id: string; readonly desc: boolean };
  /** What is said instead of no rows. */
  readonly empty: string;
}

const features = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { basic: sortFn_basic },
});

const ARROWS = { asc: '▲', desc: '▼' } as const;
const ARIA = { asc: 'ascending', desc: 'descending' } as const;

/** On the side where the column is ragged, so that header and values stay aligned. */
function Arrow({ of }: { readonly of: false | 'asc' | 'desc' }) {
  return (
    <span class="arrow" aria-hidden="true">
      {of ? ARROWS[of] : ''}
    </span>
  );
}

/** A table whose headers order its rows, by mouse or keyboard. */
export function Table<Row>({ caption, rows, columns, rowKey, sort, empty }: TableProps<Row>) {
  const data = useMemo(() => [...rows], [rows]);
  const defined = useMemo(() => {
    const helper = createColumnHelper<typeof features, Row & object>();
    return columns.map(({ id, header, by, numeric }) =>
      helper.accessor((row): unknown => by?.(row) ?? null, {
        id,
        header,
        enableSorting: by !== undefined,
        sortFn: 'basic',
        sortDescFirst: numeric === true,
      }),
    );
  }, [columns]);
  const table = useTable({
    features,
    data: data as (Row & object)[],
    columns: defined,
    getRowId: rowKey,
    enableSortingRemoval: false,
    initialState: { sorting: sort ? [{ ...sort }] : [] },
  });
  if (rows.length === 0) return <p class="quiet empty">{empty}</p>;
  return (
    <div class="scroll" role="region" aria-label={caption} tabIndex={0}>
      <table>
        <caption class="unseen">{caption}</caption>
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id}>
              {group.headers.map(({ column }, k) => {
                const { header, title, numeric, by } = columns[k]!;
                const sorted = column.getIsSorted();
                return (
                  <th
                    key={column.id}
                    scope="col"
                    class={numeric ? 'right' : undefined}
                    {...(sorted ? { 'aria-sort': ARIA[sorted] } : {})}
                  >
                    {by ? (
                      <button type="button" title={title} onClick={column.getToggleSortingHandler()}>
                        {numeric && <Arrow of={sorted} />}
                        {header}
                        {!numeric && <Arrow of={sorted} />}
                      </button>
                    ) : (
                      <span title={title}>{header}</span>
                    )}
                  </th>
                );
              })}
            </tr>
          ))}
        </thead>
        <tbody>
          {table.getRowModel().rows.map((row) => (
            <tr key={row.id} data-row={row.id}>
              {columns.map(({ id, show, numeric }) => (
                <td key={id} data-column={id} class={numeric ? 'right' : undefined}>
                  {show(row.original)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
