import type { Draft } from '@huoshui/contracts/form';

/** The values of a theme on some weekdays. */
export function themeValues(name: string, weekdays: readonly string[], more: Draft = {}): Draft {
  return {
    ...{ name, weekdays, slogan: null, colour: 'leaf', picture: null, products: null, opens: 'nothing' },
    ...{ page: null, category: null, benefit: 'none', memberDay: null, promotion: null, remindAt: 510 },
    ...more,
  };
}
