import type { Unit } from '../../../api/resources/organisation.shapes.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { DataTable } from '../../parts/data-table.tsx';

/** The units in their order under one another, with other names that imports understand. */
export function UnitList({ units }: { units: Unit[] }) {
  const { t, label, date } = useTexts();
  const depthOf = (unit: Unit, seen = 0): number => {
    const parent = units.find((one) => one.unit === unit.parent);
    return parent && seen < 10 ? 1 + depthOf(parent, seen + 1) : 0;
  };
  const inOrder: Unit[] = [];
  const visit = (parent: string | null) => {
    for (const unit of units) {
      const hangsHere =
        parent === null ? !units.some((one) => one.unit === unit.parent) : unit.parent === parent;
      if (!hangsHere || inOrder.includes(unit)) continue;
      inOrder.push(unit);
      visit(unit.unit);
    }
  };
  visit(null);
  return (
    <details className="card disclosure">
      <summary>{t('organisation.units', { count: units.length })}</summary>
      <DataTable
        caption={t('organisation.unit')}
        rows={inOrder}
        rowKey={(unit) => unit.unit}
        columns={[
          {
            key: 'name',
            title: t('organisation.unit'),
            isLead: true,
            cell: (unit) => (
              <span style={{ paddingInlineStart: depthOf(unit) * 20 }}>{label(unit.name)}</span>
            ),
          },
          { key: 'kind', title: t('organisation.kind'), cell: (unit) => label(unit.kindName) },
          {
            key: 'aliases',
            title: t('organisation.aliases'),
            cell: (unit) => unit.aliases.join(t('state.listComma')),
          },
          {
            key: 'valid',
            title: t('organisation.valid'),
            cell: (unit) =>
              unit.validFrom || unit.validTo
                ? `${unit.validFrom ? date(unit.validFrom) : ''} – ${unit.validTo ? date(unit.validTo) : ''}`
                : '',
          },
        ]}
      />
    </details>
  );
}
