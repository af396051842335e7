import type { CellRemark } from '../../../api/resources/ledger.shapes.ts';
import { useTexts } from '../../i18n/use-texts.ts';

/** Remarks, each with the address of its cell. */
export function RemarkList({ remarks, isWarning = false }: { remarks: CellRemark[]; isWarning?: boolean }) {
  const { label } = useTexts();
  return (
    <ul className="remarks">
      {remarks.map((remark, index) => (
        <li key={index}>
          {remark.cell ? (
            <code className={isWarning ? 'cell-address is-warning' : 'cell-address'}>{remark.cell}</code>
          ) : null}
          {remark.column ? <strong>{label(remark.column)} </strong> : null}
          {label(remark.message)}
        </li>
      ))}
    </ul>
  );
}
