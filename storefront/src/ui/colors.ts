/** The tokens that drawing code needs; the same values as _tokens.scss. */
export const colors = {
  teal: '#0d7879',
  coral: '#ff6b4a',
  ink: '#1f2a37',
  ink2: '#4b5768',
  ink3: '#616b7a',
  ink4: '#6c7279',
  white: '#ffffff',
  success: '#247b53',
  warning: '#96600c',
  danger: '#c13e3e',
} as const;
