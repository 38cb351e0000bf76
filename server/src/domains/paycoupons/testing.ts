import type { Draft } from '@huoshui/contracts/form';
import { initialValues } from '@huoshui/contracts/form-values';
import { addDays, shanghaiDay } from '../../platform/calendar.ts';
import { stockForm } from './stock-form.ts';

/** Values of a stock of ten for this and the next twenty days: 5 yuan off from 30, one a person, settled at use. */
export function stockValues(now: Date, values: Draft = {}): Draft {
  const today = shanghaiDay(now);
  return {
    ...initialValues(stockForm.fields),
    ...{ name: '满 30 减 5', description: '付款时自动抵扣', total: 10, from: today, until: addDays(today, 20) },
    ...values,
  };
}
