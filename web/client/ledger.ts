import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type {
  LedgerImport,
  LedgerImportList,
  LedgerList,
  LedgerPreview,
  StartImport,
} from '../../api/resources/ledger.shapes.ts';
import { addressOf, request, type QueryValue } from './request.ts';

export const ledgerQuery = (filter: Record<string, QueryValue>) =>
  infiniteQueryOptions({
    queryKey: ['ledger', filter],
    queryFn: ({ signal, pageParam }) =>
      request<LedgerList>('GET', '/ledger', { query: { ...filter, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });

/** A plain link: the browser saves the workbook, and a long one needs no memory of the page. */
export const ledgerExportAddress = (filter: Record<string, QueryValue>) =>
  addressOf('/ledger/export', filter);

export const previewLedger = (input: { file: File; name: string }, key: string) =>
  request<LedgerPreview>('POST', '/ledger/previews', { query: { name: input.name }, file: input.file, key });

export const startImport = (body: StartImport, key: string) =>
  request<LedgerImport>('POST', '/ledger/imports', { body, key });

/** Asks again every second while the import runs. */
export const importQuery = (id: string) =>
  queryOptions({
    queryKey: ['import', id],
    queryFn: ({ signal }) => request<LedgerImport>('GET', `/ledger/imports/${id}`, { signal }),
    refetchInterval: ({ state }) => (state.data && state.data.state !== 'running' ? false : 1000),
  });

export const importsQuery = queryOptions({
  queryKey: ['imports'],
  queryFn: ({ signal }) =>
    request<LedgerImportList>('GET', '/ledger/imports', { query: { limit: 10 }, signal }),
});
