import type { ReactNode } from 'react';

export interface Column<R> {
  key: string;
  title: string;
  cell: (row: R) => ReactNode;
  /** Heads the card that a row becomes on a phone. */
  isLead?: boolean;
  isNumber?: boolean;
  width?: string;
}

interface DataTableProps<R> {
  /** Says what the rows are; read by screen readers. */
  caption: string;
  columns: Column<R>[];
  rows: R[];
  rowKey: (row: R) => string;
  isCaptionVisible?: boolean;
}

/**
 * A plain table, dense on a desk, one card a row on a phone. The roles are spelt out because styles that turn
 * rows into cards would otherwise take the table's meaning away from screen readers.
 */
export function DataTable<R>({
  caption,
  columns,
  rows,
  rowKey,
  isCaptionVisible = false,
}: DataTableProps<R>) {
  return (
    <div className="table-frame">
      <table className="data-table" role="table">
        <caption className={isCaptionVisible ? 'small' : 'visually-hidden'}>{caption}</caption>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                role="columnheader"
                className={column.isNumber ? 'number' : undefined}
                style={column.width ? { width: column.width } : undefined}
              >
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <tr key={rowKey(row)} role="row">
              {columns.map((column) => {
                const content = column.cell(row);
                const classes = [
                  column.isLead ? 'lead' : '',
                  column.isNumber ? 'number' : '',
                  content === null || content === '' ? 'empty-cell' : '',
                ].filter(Boolean);
                return (
                  <td
                    key={column.key}
                    role="cell"
                    data-label={column.title}
                    className={classes.join(' ') || undefined}
                  >
                    <div>{content}</div>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
