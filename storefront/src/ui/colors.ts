/** The tokens that drawing code needs; the same values as _tokens.scss. */
export const colors = {
  teal: '#0f8b8d',
  coral: '#ff6b4a',
  ink: '#1f2a37',
  ink2: '#4b5768',
  ink3: '#6b7686',
  ink4: '#a3acb8',
  white: '#ffffff',
  success: '#2e9e6b',
  warning: '#96600c',
  danger: '#d64545',
} as const;
