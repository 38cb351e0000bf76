/** Line icons on a 24-grid, drawn with the text's colour. */
const paths = {
  plus: 'M12 5v14M5 12h14',
  close: 'M6 6l12 12M18 6L6 18',
  back: 'M14.500 5l-7 7 7 7',
  search: 'M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM16.200 16.200L20 20',
  people:
    'M9 11a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7zM2.500 20c.6-3.600 3.200-5.500 6.500-5.500s5.900 1.900 6.500 5.500M16 4.600a3.300 3.300 0 0 1 0 6.300M18 14.900c2 .7 3.200 2.400 3.600 5.100',
  clock: 'M12 3.500a8.500 8.500 0 1 0 0 17 8.500 8.500 0 0 0 0-17zM12 7.500V12l3.200 2',
  bolt: 'M13 3L5 13.500h6L10 21l8.500-11h-6.200z',
  list: 'M8.500 6h11M8.500 12h11M8.500 18h11M4.500 6h.01M4.500 12h.01M4.500 18h.01',
  phone: 'M8 3h8a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H8a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2zM10.500 18h3',
  phones:
    'M4.500 4h6a1.500 1.500 0 0 1 1.500 1.500v13a1.500 1.500 0 0 1-1.500 1.500h-6A1.500 1.500 0 0 1 3 18.500v-13A1.500 1.500 0 0 1 4.500 4zM15 6h4.500A1.500 1.500 0 0 1 21 7.500v9a1.500 1.500 0 0 1-1.500 1.500H15',
  check: 'M5 12.500l4.500 4.500L19 7.500',
  arrowIn: 'M4 12h14M12.500 6.500L18 12l-5.500 5.500',
  arrowOut: 'M20 12H6M11.500 6.500L6 12l5.500 5.500',
  scan: 'M4 8V5.500A1.500 1.500 0 0 1 5.500 4H8M16 4h2.500A1.500 1.500 0 0 1 20 5.500V8M20 16v2.500a1.500 1.500 0 0 1-1.500 1.500H16M8 20H5.500A1.500 1.500 0 0 1 4 18.500V16M4 12h16',
  shop: 'M4 9.500V19a1 1 0 0 0 1 1h14a1 1 0 0 0 1-1V9.500M3 8l2-4h14l2 4c0 1.700-1.300 2.800-2.800 2.800S15.400 9.700 15.200 8.500c-.3 1.400-1.600 2.300-3.200 2.300S9.100 9.900 8.800 8.500c-.2 1.200-1.500 2.300-3 2.300S3 9.700 3 8z',
  home: 'M4 11.500L12 4.500l8 7M6 10v9.500h4.500V14h3v5.500H18V10',
  external: 'M13.500 4.500h6v6M19 5l-8.500 8.500M17 14v4.500a1 1 0 0 1-1 1H5.500a1 1 0 0 1-1-1V8a1 1 0 0 1 1-1H10',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, size = 18 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg class="icon" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <path
        d={paths[name]}
        fill="none"
        stroke="currentColor"
        stroke-width="1.8"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}
