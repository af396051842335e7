/**
 * Time zones by name, without asking the host: its tables differ from machine to machine and change under a case. Kept
 * are today's offsets and summer-time rules, applied to all years. A name that is not here is no zone.
 */
import { daysFromCivil, weekdayFromDays } from './civil-day.ts';

type Rule = 'none' | 'eu' | 'us' | 'south' | 'chile' | 'nz';

/** Offset in quarters of an hour, rule, names. */
const table: [quarters: number, rule: Rule, names: string][] = [
  [0, 'none', 'Etc/UTC Etc/GMT Etc/UCT Etc/Zulu Etc/Universal Etc/Greenwich UTC GMT Zulu UCT Universal'],
  [0, 'none', 'Africa/Abidjan Africa/Accra Africa/Dakar Atlantic/Reykjavik'],
  [0, 'eu', 'Europe/London Europe/Lisbon Europe/Dublin Europe/Belfast Atlantic/Canary Atlantic/Madeira WET'],
  [4, 'none', 'Africa/Lagos Africa/Algiers Africa/Tunis Africa/Casablanca Africa/Kinshasa Africa/Luanda'],
  [
    4,
    'eu',
    'Europe/Paris Europe/Berlin Europe/Madrid Europe/Rome Europe/Vienna Europe/Zurich Europe/Brussels',
  ],
  [
    4,
    'eu',
    'Europe/Amsterdam Europe/Luxembourg Europe/Copenhagen Europe/Oslo Europe/Stockholm Europe/Warsaw',
  ],
  [4, 'eu', 'Europe/Prague Europe/Budapest Europe/Belgrade Europe/Zagreb Europe/Ljubljana Europe/Bratislava'],
  [4, 'eu', 'Europe/Malta Europe/Monaco Europe/Andorra Europe/Vaduz Europe/Tirane Europe/Sarajevo CET MET'],
  [8, 'none', 'Africa/Johannesburg Africa/Tripoli Africa/Harare Africa/Maputo Africa/Khartoum'],
  [8, 'none', 'Europe/Kaliningrad'],
  [
    8,
    'eu',
    'Europe/Athens Europe/Helsinki Europe/Kyiv Europe/Kiev Europe/Bucharest Europe/Sofia Europe/Riga',
  ],
  [8, 'eu', 'Europe/Tallinn Europe/Vilnius Asia/Nicosia EET'],
  [
    12,
    'none',
    'Europe/Moscow Europe/Minsk Europe/Istanbul Asia/Istanbul Asia/Baghdad Asia/Riyadh Asia/Kuwait',
  ],
  [12, 'none', 'Asia/Qatar Africa/Nairobi Africa/Addis_Ababa Europe/Simferopol'],
  [14, 'none', 'Asia/Tehran'],
  [16, 'none', 'Asia/Dubai Asia/Baku Asia/Tbilisi Asia/Yerevan Europe/Samara Indian/Mauritius'],
  [18, 'none', 'Asia/Kabul'],
  [20, 'none', 'Asia/Karachi Asia/Tashkent Asia/Yekaterinburg Indian/Maldives Asia/Almaty'],
  [22, 'none', 'Asia/Kolkata Asia/Calcutta Asia/Colombo'],
  [23, 'none', 'Asia/Kathmandu'],
  [24, 'none', 'Asia/Dhaka Asia/Urumqi Asia/Thimphu Asia/Bishkek Asia/Omsk'],
  [26, 'none', 'Asia/Yangon'],
  [28, 'none', 'Asia/Bangkok Asia/Ho_Chi_Minh Asia/Saigon Asia/Jakarta Asia/Novosibirsk Asia/Phnom_Penh'],
  [32, 'none', 'Asia/Shanghai Asia/Chongqing Asia/Harbin Asia/Hong_Kong Asia/Macau Asia/Taipei PRC Hongkong'],
  [32, 'none', 'Asia/Singapore Asia/Kuala_Lumpur Asia/Manila Asia/Irkutsk Asia/Ulaanbaatar Australia/Perth'],
  [36, 'none', 'Asia/Tokyo Asia/Seoul Asia/Pyongyang Asia/Yakutsk Japan'],
  [38, 'none', 'Australia/Darwin'],
  [38, 'south', 'Australia/Adelaide'],
  [40, 'none', 'Australia/Brisbane Asia/Vladivostok Pacific/Guam Pacific/Port_Moresby'],
  [40, 'south', 'Australia/Melbourne Australia/Sydney Australia/Hobart Australia/Canberra Australia/ACT'],
  [44, 'none', 'Asia/Magadan Pacific/Noumea Pacific/Guadalcanal'],
  [48, 'none', 'Pacific/Fiji Asia/Kamchatka'],
  [48, 'nz', 'Pacific/Auckland Antarctica/McMurdo NZ'],
  [52, 'none', 'Pacific/Tongatapu Pacific/Apia'],
  [-4, 'none', 'Atlantic/Cape_Verde'],
  [-4, 'eu', 'Atlantic/Azores'],
  [-12, 'none', 'America/Sao_Paulo America/Argentina/Buenos_Aires America/Buenos_Aires America/Montevideo'],
  [-14, 'us', 'America/St_Johns'],
  [-16, 'none', 'America/Caracas America/La_Paz America/Manaus America/Puerto_Rico'],
  [-16, 'us', 'America/Halifax Atlantic/Bermuda'],
  [-16, 'chile', 'America/Santiago'],
  [-20, 'none', 'America/Bogota America/Lima America/Panama America/Jamaica America/Guayaquil EST'],
  [-20, 'us', 'America/New_York America/Toronto America/Detroit America/Montreal US/Eastern EST5EDT'],
  [-24, 'none', 'America/Mexico_City America/Costa_Rica America/Guatemala America/Regina'],
  [-24, 'us', 'America/Chicago America/Winnipeg US/Central CST6CDT'],
  [-28, 'none', 'America/Phoenix MST'],
  [-28, 'us', 'America/Denver America/Edmonton US/Mountain MST7MDT'],
  [-32, 'us', 'America/Los_Angeles America/Vancouver America/Tijuana US/Pacific PST8PDT'],
  [-36, 'us', 'America/Anchorage'],
  [-40, 'none', 'Pacific/Honolulu HST'],
];

const zones = new Map(
  table.flatMap(([quarters, rule, names]) =>
    names.split(' ').map((name) => [name, { standard: quarters * 900, rule }] as const),
  ),
);

export function isZone(name: string): boolean {
  return zones.has(name) || /^Etc\/GMT[+-](?:\d|1[0-4])$/.test(name);
}

/** Seconds east of UTC when the wall clocks of the zone show the given second of the given day. */
export function zoneOffset(name: string, day: number, year: number, second: number): number {
  const fixed = /^Etc\/GMT([+-])(\d+)$/.exec(name);
  if (fixed) return (fixed[1] === '+' ? -1 : 1) * Number(fixed[2]) * 3600;
  const zone = zones.get(name);
  if (!zone) return 0;
  return (
    zone.standard + (isSummer(zone.rule, zone.standard, { year, local: day * 86_400 + second }) ? 3600 : 0)
  );
}

function isSummer(rule: Rule, standard: number, { year, local }: { year: number; local: number }): boolean {
  const at = (month: number, week: number, second: number) => nthSunday(year, month, week) * 86_400 + second;
  switch (rule) {
    case 'none':
      return false;
    case 'eu': // both changes at 01:00 UTC
      return local >= at(3, -1, 3600 + standard) && local < at(10, -1, 7200 + standard);
    case 'us':
      return local >= at(3, 2, 7200) && local < at(11, 1, 7200);
    case 'south':
      return local >= at(10, 1, 7200) || local < at(4, 1, 10_800);
    case 'nz':
      return local >= at(9, -1, 7200) || local < at(4, 1, 10_800);
    case 'chile':
      return local >= at(9, 1, 0) || local < at(4, 1, 0);
  }
}

/** Day number of the nth Sunday of a month; -1 is the last. */
function nthSunday(year: number, month: number, nth: number): number {
  if (nth < 0) {
    const last = daysFromCivil(year, month + 1, 1) - 1;
    return last - (weekdayFromDays(last) % 7);
  }
  const first = daysFromCivil(year, month, 1);
  return first + ((7 - weekdayFromDays(first)) % 7) + (nth - 1) * 7;
}
