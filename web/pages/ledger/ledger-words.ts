import { useTexts } from '../../i18n/use-texts.ts';

/** Filters of the list and of the export, as they stand in the address. */
export const ledgerFilters = [
  'q',
  'unit',
  'status',
  'stage',
  'category',
  'class',
  'overdue',
  'import',
] as const;

export const classes = ['rectifyNow', 'rectifyByDate', 'ongoingRectification'] as const;

/** The class of an item in words; a class of a county's own stays as it is written. */
export function useClassName() {
  const { t } = useTexts();
  return (value: string | null) => {
    const known = classes.find((one) => one === value);
    return known ? t(`ledger.className.${known}`) : (value ?? '');
  };
}
