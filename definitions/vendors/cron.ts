import { warningAt } from '../problem.ts';
import type { VendorMeaning } from './meaning.ts';

/** Every so many seconds, minutes or hours: `0/2 * * * * ?`, `0 0/10 * * * ?`, `0 0 0/6 * * ?`. */
const every =
  /^(?:[0*]\/(?<seconds>\d{1,2}) \* \*|0 [0*]\/(?<minutes>\d{1,2}) \*|0 0 [0*]\/(?<hours>\d{1,2})) \* \* \?(?: \*)?$/;

/** Cron cycles of even steps are ISO 8601 cycles that count from the start of the wait. Any other cron text is refused by the timer. */
export const cron: VendorMeaning = {
  translate(source) {
    if (source.role !== 'timeCycle') return undefined;
    const { seconds, minutes, hours } = every.exec(source.text.replace(/\s+/g, ' '))?.groups ?? {};
    const [amount, unit] = seconds ? [seconds, 'S'] : minutes ? [minutes, 'M'] : [hours, 'H'];
    if (amount === undefined || Number(amount) === 0) return undefined;
    const text = `R/PT${Number(amount)}${unit}`;
    return {
      source: { ...source, text },
      problems: [
        warningAt(
          source,
          'cron-step',
          [
            `周期“${source.text}”按 ${text} 执行，从开始等待时算起`,
            `The cycle '${source.text}' runs as ${text}, counted from the beginning of the wait`,
          ],
          ['如需整点对齐，请改用日期定时器', 'Where the clock matters, use a timer on a date'],
        ),
      ],
    };
  },
};
