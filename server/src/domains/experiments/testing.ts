import type { Draft } from '@huoshui/contracts/form';
import { initialValues } from '@huoshui/contracts/form-values';
import { experimentForm } from './experiment-form.ts';

let made = 0;

/** Values of an experiment of another title against the placement as it stands, by who bought within a week, unless told otherwise. */
export function experimentValues(placement: string, values: Draft = {}): Draft {
  made += 1;
  return {
    ...initialValues(experimentForm.fields),
    name: `实验 ${made}`,
    placement,
    arms: [{ name: '新标题', parts: 1, coupon: null, title: '今天满减', text: null, button: null }],
    ...values,
  };
}
