import { words } from '@huoshui/contracts/words';
import type { TouchKind } from '@huoshui/contracts/words/analytics';
import type { Shape } from '../../ui/address/shapes.ts';
import type { NumberRule } from '../../ui/form/number-input.tsx';

/** What may count as a touch; that nothing touched her is no choice. */
export const touchKinds: readonly TouchKind[] = ['source', 'scene', 'journey', 'message', 'coupon'];

export const asTouchKinds: Shape<readonly TouchKind[]> = {
  read: (text) => {
    const names = text.split(',');
    const known = touchKinds.filter((kind) => names.includes(kind));
    return known.length > 0 && known.length === names.length ? known : undefined;
  },
  write: (kinds) => touchKinds.filter((kind) => kinds.includes(kind)).join(','),
};

export const windowRule: NumberRule = {
  kind: 'count',
  label: words('只看下单前', 'Look back'),
  unit: words('天', 'days'),
  min: 1,
  max: 90,
};
export const halfLifeRule: NumberRule = {
  kind: 'count',
  label: words('半衰期', 'Half-life'),
  unit: words('天', 'days'),
  min: 1,
  max: 60,
};
