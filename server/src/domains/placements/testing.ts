import type { Draft } from '@huoshui/contracts/form';
import { initialValues } from '@huoshui/contracts/form-values';
import { conditionKit } from '../audiences/index.ts';
import { placementForm } from './placement-form.ts';

let made = 0;

/** Values of a pop-up on the home page for everybody, on every visit, nobody held out, unless told otherwise. */
export function placementValues(values: Draft = {}): Draft {
  made += 1;
  return {
    ...initialValues(placementForm(conditionKit()).fields),
    name: `弹窗 ${made}`,
    title: '会员日',
    target: 'coupons',
    pace: 'always',
    stops: [],
    holdout: 0,
    ...values,
  };
}
