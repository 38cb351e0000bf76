/** The one place for colours and sizes. The theme feeds them to antd and writes them as CSS variables (`--hs-<name>`). */
export type Mode = 'light' | 'dark';

type Palette = {
  readonly primary: string;
  readonly primarySoft: string;
  readonly accent: string;
  readonly ink: string;
  readonly inkSoft: string;
  readonly inkFaint: string;
  readonly paper: string;
  readonly surface: string;
  readonly surfaceSoft: string;
  /** Above the page: menus, dialogs, drawers. */
  readonly raised: string;
  readonly line: string;
  readonly lineSoft: string;
  readonly success: string;
  readonly successSoft: string;
  readonly warning: string;
  readonly warningSoft: string;
  readonly danger: string;
  readonly dangerSoft: string;
  readonly shadow: string;
};

/**
 * Every text colour keeps 4.5 : 1 on every ground it stands on: page, surface, its own soft shade; so does `surface` as the letters
 * on what is filled with one of them (WCAG 2.1 AA; axe holds each page to it in `server/test/browser/every-page.test.ts`).
 */
export const palettes: Readonly<Record<Mode, Palette>> = {
  light: {
    primary: '#0D797B',
    primarySoft: '#E6F3F3',
    accent: '#C24527',
    ink: '#1F2A37',
    inkSoft: '#566474',
    inkFaint: '#646E7A',
    paper: '#F7F9FA',
    surface: '#FFFFFF',
    surfaceSoft: '#F3F6F7',
    raised: '#FFFFFF',
    line: '#E1E7EB',
    lineSoft: '#EDF1F3',
    success: '#247B53',
    successSoft: '#E7F5EE',
    warning: '#96620E',
    warningSoft: '#FDF3E1',
    danger: '#BE3D3D',
    dangerSoft: '#FBEAEA',
    shadow: '0 6px 20px rgba(31, 42, 55, 0.10)',
  },
  dark: {
    primary: '#2FB3B0',
    primarySoft: '#12363A',
    accent: '#FF7F61',
    ink: '#E6EBF0',
    inkSoft: '#A9B5C1',
    inkFaint: '#929EAA',
    paper: '#10161C',
    surface: '#182028',
    surfaceSoft: '#1F2932',
    raised: '#1D2630',
    line: '#2C3843',
    lineSoft: '#242F39',
    success: '#4CC08A',
    successSoft: '#15322A',
    warning: '#E8A13A',
    warningSoft: '#3A2E18',
    danger: '#F27A7A',
    dangerSoft: '#3B2023',
    shadow: '0 6px 24px rgba(0, 0, 0, 0.45)',
  },
};

/** Brand coral for filled surfaces, deep enough for white letters; `accent` above is its shade for text on paper (contrast ≥ 4.5). */
export const coral = '#C45239';

/** Series colours in the order they are taken; told apart also by people who do not see red and green apart. */
export const seriesColors = ['#0F8B8D', '#FF6B4A', '#5B7FD1', '#E8A13A', '#8E6BBF', '#6C8C3C'] as const;

export const sizes = {
  radius: 8,
  nav: 208,
  bar: 52,
  gutter: 24,
  control: 32,
  text: 14,
  small: 12,
  formWidth: 720,
} as const;

export const fontFamily =
  "-apple-system, BlinkMacSystemFont, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans SC', 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";

/** The palette as CSS custom properties: `inkSoft` becomes `--hs-ink-soft`. What a shopper sees is drawn in the light, as the shop is. */
export function cssVariables(mode: Mode): string {
  const lengths = Object.entries(sizes).map(([name, value]) => `--hs-${kebab(name)}: ${value}px;`);
  const all = `:root { color-scheme: ${mode}; --hs-coral: ${coral}; ${colorsOf(mode)} ${lengths.join(' ')} }`;
  return mode === 'light' ? all : `${all} .hs-phone-frame { color-scheme: light; ${colorsOf('light')} }`;
}

const colorsOf = (mode: Mode): string =>
  Object.entries(palettes[mode])
    .map(([name, value]) => `--hs-${kebab(name)}: ${value};`)
    .join(' ');

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
