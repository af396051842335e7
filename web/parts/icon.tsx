/** Our own line icons, 24 × 24. Always decoration: the word beside them carries the meaning. */
const paths = {
  alert:
    'M12 8v5m0 3.2v.1M10.3 3.9 2.4 17.6A2 2 0 0 0 4.1 20.6h15.8a2 2 0 0 0 1.7-3L13.7 3.9a2 2 0 0 0-3.4 0Z',
  bell: 'M6 9a6 6 0 1 1 12 0c0 6 2.5 7 2.5 7h-17S6 15 6 9Zm4 10.5a2.2 2.2 0 0 0 4 0',
  board: 'M4 20V10m6 10V4m6 16v-7m5 7H2.5',
  book: 'M4 5.5A2.5 2.5 0 0 1 6.5 3H20v15H6.5A2.5 2.5 0 0 0 4 20.5Zm0 15A2.5 2.5 0 0 0 6.5 21H20',
  calendar: 'M4 6h16v14H4Zm0 5h16M8 3v5m8-5v5',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  checkCircle: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Zm-4-8.8 2.8 2.8L16.2 9.6',
  chevron: 'm9 6 6 6-6 6',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Zm0-14v5.2l3.4 2',
  close: 'M6 6l12 12M18 6 6 18',
  cross: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Zm-3.2-12.2 6.4 6.4m0-6.4-6.4 6.4',
  dot: 'M12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6Z',
  download: 'M12 3v12m0 0-4.5-4.5M12 15l4.5-4.5M4 20h16',
  flag: 'M5 21V4h13l-2.5 4.5L18 13H5',
  forward: 'm5 6 6 6-6 6m8-12 6 6-6 6',
  help: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Zm-2.6-11.4a2.7 2.7 0 1 1 3.9 2.4c-.9.5-1.3 1-1.3 1.9m0 2.7v.1',
  inbox: 'M3.5 13h5l1.5 3h4l1.5-3h5M6 5h12l2.5 8v6h-17v-6Z',
  info: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Zm0-10v5.5m0-9v.1',
  ledger: 'M4 4h16v16H4Zm0 5.3h16M4 14.7h16M9.5 9.3V20',
  logout: 'M14 4h5v16h-5M4 12h11m0 0-4-4m4 4-4 4',
  mail: 'M3.5 5.5h17v13h-17Zm0 1 8.5 6.5 8.5-6.5',
  menu: 'M4 7h16M4 12h16M4 17h16',
  pause: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM10 9v6m4-6v6',
  people:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7Zm-6 9c0-3.5 2.6-6 6-6s6 2.5 6 6M16 4.5a3.3 3.3 0 0 1 0 6.2M17.5 14.4c2.1.8 3.5 2.9 3.5 5.6',
  search: 'M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13Zm4.7-1.8L20.5 20.5',
  shield: 'M12 3 4.5 6v5.5c0 4.5 3.1 8 7.5 9.5 4.4-1.5 7.5-5 7.5-9.5V6Zm-3.3 8.8 2.4 2.4 4.3-4.5',
  template: 'M4 4h6v6H4Zm10 10h6v6h-6ZM10 7h4a3 3 0 0 1 3 3v4',
  upload: 'M12 16V4m0 0L7.5 8.5M12 4l4.5 4.5M4 20h16',
  user: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm-8 9c.4-4 3.7-6.5 8-6.5s7.600 2.500 8 6.500',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.9}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
      style={{ flex: 'none' }}
    >
      <path d={paths[name]} />
    </svg>
  );
}
