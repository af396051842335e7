/** The two durations of FEEL, which do not mix: a month has no fixed number of days. */

export class YearsMonths {
  readonly months: number;

  constructor(months: number) {
    this.months = months;
  }

  toString(): string {
    const total = Math.abs(this.months);
    const [years, months] = [Math.floor(total / 12), total % 12];
    if (total === 0) return 'P0M';
    return `${this.months < 0 ? '-' : ''}P${years === 0 ? '' : `${years}Y`}${months === 0 ? '' : `${months}M`}`;
  }
}

export class DaysTime {
  readonly nanos: bigint;

  constructor(nanos: bigint) {
    this.nanos = nanos;
  }

  get parts(): { days: number; hours: number; minutes: number; seconds: number; nanos: number } {
    const sign = this.nanos < 0n ? -1 : 1;
    const total = this.nanos < 0n ? -this.nanos : this.nanos;
    const seconds = Number(total / perSecond);
    const signed = (value: number) => sign * value + 0;
    return {
      days: signed(Math.floor(seconds / 86_400)),
      hours: signed(Math.floor(seconds / 3600) % 24),
      minutes: signed(Math.floor(seconds / 60) % 60),
      seconds: signed(seconds % 60),
      nanos: signed(Number(total % perSecond)),
    };
  }

  toString(): string {
    if (this.nanos === 0n) return 'PT0S';
    const parts = this.parts;
    const [days, hours, minutes] = [Math.abs(parts.days), Math.abs(parts.hours), Math.abs(parts.minutes)];
    const nanos = Math.abs(parts.nanos);
    const fraction = nanos === 0 ? '' : `.${String(nanos).padStart(9, '0').replace(/0+$/, '')}`;
    const seconds =
      Math.abs(parts.seconds) === 0 && fraction === '' ? '' : `${Math.abs(parts.seconds)}${fraction}S`;
    const clock = `${hours === 0 ? '' : `${hours}H`}${minutes === 0 ? '' : `${minutes}M`}${seconds}`;
    const date = days === 0 ? '' : `${days}D`;
    return `${this.nanos < 0n ? '-' : ''}P${date}${clock === '' ? '' : `T${clock}`}`;
  }
}

const perSecond = 1_000_000_000n;
const longestDigits = 18;

export function parseDuration(text: string): YearsMonths | DaysTime | null {
  return parseYearsMonths(text) ?? parseDaysTime(text);
}

function parseYearsMonths(text: string): YearsMonths | null {
  const parts = /^(-?)P(?:(\d{1,15})Y)?(?:(\d{1,15})M)?$/.exec(text);
  if (!parts || (parts[2] === undefined && parts[3] === undefined)) return null;
  const months = Number(parts[2] ?? 0) * 12 + Number(parts[3] ?? 0);
  if (!Number.isSafeInteger(months)) return null;
  return new YearsMonths((parts[1] === '-' ? -months : months) + 0);
}

function parseDaysTime(text: string): DaysTime | null {
  const parts = /^(-?)P(?:(\d+)D)?(T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d*))?S)?)?$/.exec(text);
  if (!parts) return null;
  const [, sign, days, clock, hours, minutes, seconds, fraction = ''] = parts;
  if (clock === 'T' || (days === undefined && clock === undefined)) return null;
  const counts = [days, hours, minutes, seconds].map((count) => count ?? '0');
  if (counts.some((count) => count.length > longestDigits)) return null;
  const [d, h, m, s] = counts.map(BigInt) as [bigint, bigint, bigint, bigint];
  const whole = ((d * 24n + h) * 60n + m) * 60n + s;
  const nanos = whole * perSecond + BigInt(fraction.padEnd(9, '0').slice(0, 9));
  return new DaysTime(sign === '-' ? -nanos : nanos);
}
