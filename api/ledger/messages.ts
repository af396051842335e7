import type { BothLanguages, LedgerNoteCode, LedgerProblemCode } from './item.ts';

/** What a message may speak of; each code uses the part it needs. */
export interface MessageDetails {
  header?: string;
  found?: string;
  names?: string[];
  nearest?: string | undefined;
  lastDay?: number | undefined;
  otherRow?: number;
  otherSheet?: string;
  taken?: string;
  /** Where a year came from. */
  from?: 'checkDate' | 'title' | 'importDate';
}
type Say = (details: MessageDetails) => BothLanguages;

const exampleZh = '例如 2026年9月30日、9月底前、立行立改或长期坚持';
const exampleEn = 'such as 2026年9月30日, 9月底前, 立行立改 or 长期坚持';

const problems: Record<LedgerProblemCode, Say> = {
  missing: ({ header }) => ({
    zh: `“${header}”没有填写，请补填。`,
    en: `"${header}" is empty; please fill it in.`,
  }),
  'column-missing': ({ header }) => ({
    zh: `表中没有“${header}”一列，请在表头中加上这一列并填写。`,
    en: `The sheet has no column "${header}"; add it to the header and fill it in.`,
  }),
  'unit-not-in-title': () => ({
    zh: '表中没有责任单位一列，标题中也没有写明单位。请加上“责任单位”一列，或在表头上方写明“单位：××学校”。',
    en: 'The sheet has no column for the responsible unit and its title names none. Add a column "责任单位", or write "单位：…" above the header.',
  }),
  'unit-unknown': ({ found, nearest }) => ({
    zh: `单位名录中没有“${found}”。${nearest ? `是否为“${nearest}”？` : ''}请改为名录中的名称，或先在组织机构中登记该单位或别名。`,
    en: `The directory has no unit "${found}".${nearest ? ` Did you mean "${nearest}"?` : ''} Use a name of the directory, or add the unit or this alias to the organisation first.`,
  }),
  'unit-ambiguous': ({ found, names = [] }) => ({
    zh: `“${found}”可能指${names.map((name) => `“${name}”`).join('或')}，请写明全称。`,
    en: `"${found}" may mean ${names.map((name) => `"${name}"`).join(' or ')}; write the full name.`,
  }),
  'unit-group': ({ found }) => ({
    zh: `“${found}”不是一个具体单位，无法签收。请逐个写明单位，或每个单位各写一行。`,
    en: `"${found}" is no single unit, so nobody could sign for it. Name each unit, or write one row for each.`,
  }),
  'date-vague': ({ found }) => ({
    zh: `“${found}”不是确定的日期。请写明日期，${exampleZh}。`,
    en: `"${found}" is no definite date. Write a date, ${exampleEn}.`,
  }),
  'date-relative': ({ found }) => ({
    zh: `“${found}”没有起算日，无法确定日期。请写明到期的日期，${exampleZh}。`,
    en: `"${found}" does not say from which day it counts. Write the day on which it ends, ${exampleEn}.`,
  }),
  'date-impossible': ({ found, lastDay }) => ({
    zh: `“${found}”不存在${lastDay ? `，该月最后一天是 ${lastDay} 日` : ''}。请改正日期。`,
    en: `There is no day "${found}"${lastDay ? `: the month ends on the ${lastDay}th` : ''}. Correct the date.`,
  }),
  'date-ambiguous': ({ found }) => ({
    zh: `“${found}”有多种读法。请只写一个完整日期，例如 2026年9月10日。`,
    en: `"${found}" can be read in several ways. Write one full date, such as 2026年9月10日.`,
  }),
  'date-out-of-range': ({ found }) => ({
    zh: `“${found}”不在 2000 年至 2099 年之间。请检查年份。`,
    en: `"${found}" is not between 2000 and 2099. Check the year.`,
  }),
  'date-unreadable': ({ found }) => ({
    zh: `“${found}”读不出日期。请改写，${exampleZh}。`,
    en: `"${found}" cannot be read as a date. Rewrite it, ${exampleEn}.`,
  }),
  'due-before-check': ({ found, taken }) => ({
    zh: `整改时限“${found}”早于检查时间 ${taken}。请检查两个日期。`,
    en: `The due date "${found}" is earlier than the check on ${taken}. Check both dates.`,
  }),
  'formula-error': ({ found }) => ({
    zh: `公式结果为错误值 ${found}。请在 Excel 中改正公式，或改填文字、日期。`,
    en: `The formula gives the error ${found}. Mend it in Excel, or type the text or date.`,
  }),
  'formula-without-value': () => ({
    zh: '公式没有保存计算结果。请在 Excel 或 WPS 中打开、保存后再导入，或改填文字、日期。',
    en: 'The formula has no stored result. Open and save the file in Excel or WPS, or type the text or date.',
  }),
  'text-too-long': ({ header }) => ({
    zh: `“${header}”超过 5000 字。请缩短，其余内容放入附件。`,
    en: `"${header}" has more than 5,000 characters. Shorten it and put the rest in an attachment.`,
  }),
  'repeats-row': ({ otherRow, otherSheet }) => ({
    zh: `与${otherSheet ? `工作表“${otherSheet}”` : ''}第 ${otherRow} 行重复（单位、地点、问题、检查时间均相同）。请删去其中一行，或写明不同之处。`,
    en: `Repeats row ${otherRow}${otherSheet ? ` of sheet "${otherSheet}"` : ''} (same unit, place, problem and check date). Delete one of them, or say how they differ.`,
  }),
  'second-header': () => ({
    zh: '此处又出现一个栏目不同的表头，其下各行未读取。请把这张表放到单独的工作表。',
    en: 'Another header with other columns begins here; the rows below it were not read. Move that table to a sheet of its own.',
  }),
};

const yearZh = { checkDate: '检查时间', title: '标题', importDate: '导入日期' };
const yearEn = { checkDate: 'the check date', title: 'the title', importDate: 'the day of the import' };

const notes: Record<LedgerNoteCode, Say> = {
  'hidden-sheet': ({ found }) => ({
    zh: `工作表“${found}”已隐藏，未读取。如需导入，请取消隐藏。`,
    en: `Sheet "${found}" is hidden and was not read. Unhide it to import it.`,
  }),
  'hidden-row': () => ({
    zh: '此行已隐藏或被筛选，仍已读取。',
    en: 'This row is hidden or filtered out; it was read all the same.',
  }),
  'sheet-without-ledger': ({ found }) => ({
    zh: `工作表“${found}”中没有找到台账表头，未读取。`,
    en: `Sheet "${found}" has no ledger header and was not read.`,
  }),
  'column-ignored': ({ header }) => ({
    zh: `不认识“${header}”一列，未读取。`,
    en: `Column "${header}" is not known and was not read.`,
  }),
  'images-not-read': () => ({
    zh: '文件中的图片没有导入，请在办理时作为附件上传。',
    en: 'Pictures in the file were not imported; upload them as attachments of the item.',
  }),
  'row-skipped-total': () => ({ zh: '合计行，已跳过。', en: 'Total row, skipped.' }),
  'row-skipped-signature': () => ({ zh: '签字盖章行，已跳过。', en: 'Signature row, skipped.' }),
  'row-skipped-remark': () => ({ zh: '表尾说明，已跳过。', en: 'Remark under the table, skipped.' }),
  'row-skipped-section': () => ({ zh: '分组标题行，已跳过。', en: 'Section heading, skipped.' }),
  'row-skipped-header': () => ({ zh: '重复的表头，已跳过。', en: 'Repeated header, skipped.' }),
  'row-skipped-number-only': () => ({
    zh: '只有序号的空行，已跳过。',
    en: 'Row with nothing but a number, skipped.',
  }),
  'rows-of-one-item': ({ otherRow }) => ({
    zh: `“问题”一栏合并到第 ${otherRow} 行，合为一项读取。`,
    en: `The problem is one merged cell down to row ${otherRow}; the rows were read as one item.`,
  }),
  'unit-from-title': ({ taken }) => ({
    zh: `表中没有责任单位一列，按标题取“${taken}”。`,
    en: `The sheet has no column for the responsible unit; "${taken}" was taken from its title.`,
  }),
  'check-date-from-title': ({ taken }) => ({
    zh: `检查时间按标题取 ${taken}。`,
    en: `The check date ${taken} was taken from the title.`,
  }),
  'year-assumed': ({ found, taken, from = 'importDate' }) => ({
    zh: `“${found}”没有年份，按${yearZh[from]}读作 ${taken}。`,
    en: `"${found}" has no year; by ${yearEn[from]} it was read as ${taken}.`,
  }),
  'month-end-assumed': ({ found, taken }) => ({
    zh: `“${found}”没有写日，按月底读作 ${taken}。`,
    en: `"${found}" has no day; the end of the month was taken: ${taken}.`,
  }),
  'range-end-taken': ({ found, taken }) => ({
    zh: `“${found}”是一段时间，取其末日 ${taken}。`,
    en: `"${found}" is a span; its last day was taken: ${taken}.`,
  }),
  'date-words-left-out': ({ found }) => ({
    zh: `时限中的“${found}”不是日期，未读取。`,
    en: `"${found}" beside the due date is no date and was left out.`,
  }),
  'optional-date-left-out': ({ header, found }) => ({
    zh: `“${header}”中的“${found}”不是日期，未读取。`,
    en: `"${found}" under "${header}" is no date and was left out.`,
  }),
  'first-unit-leads': ({ taken }) => ({
    zh: `一格中有几个单位而没有注明牵头，按第一个“${taken}”为责任单位，其余为配合单位。`,
    en: `Several units and none marked as leading: "${taken}" was taken as responsible, the others assist.`,
  }),
  'unit-by-ending': ({ found, taken }) => ({
    zh: `“${found}”按名称结尾认作“${taken}”。`,
    en: `"${found}" was taken for "${taken}" by the end of its name.`,
  }),
  'unit-and-others': ({ found }) => ({
    zh: `“${found}”中没有点名的单位未读取。`,
    en: `Units that "${found}" means but does not name were left out.`,
  }),
  'category-unknown': ({ found }) => ({
    zh: `类别“${found}”不在类别表中，归入“其他”，原文保留。`,
    en: `Category "${found}" is not in the list; it was filed under "other" and its text kept.`,
  }),
  'level-unknown': ({ found }) => ({
    zh: `级别“${found}”不在级别表中，未读取。`,
    en: `Level "${found}" is not in the list and was left out.`,
  }),
  'class-unknown': ({ found }) => ({
    zh: `整改类型“${found}”不认识，按整改时限判断。`,
    en: `Class "${found}" is not known; the due date decided.`,
  }),
};

export function problemMessage(code: LedgerProblemCode, details: MessageDetails): BothLanguages {
  return problems[code](details);
}
export function noteMessage(code: LedgerNoteCode, details: MessageDetails): BothLanguages {
  return notes[code](details);
}
