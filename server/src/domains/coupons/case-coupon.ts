import type { Draft, Problem } from '@huoshui/contracts/form';
import { initialValues } from '@huoshui/contracts/form-values';
import { checkForm } from '../../platform/form/check.ts';
import type { Offer } from '../pricing/index.ts';
import { windowOf } from './coupon.ts';
import { asOffer } from './coupon-offer.ts';
import { templateForm } from './template-form.ts';
import { rulesOf } from './template-values.ts';

export type CaseCoupon = {
  readonly id: string;
  /** Of the form `coupons.template`; what is left out is what the form starts from. */
  readonly values: Draft;
  readonly validFrom?: string;
  readonly validTo?: string;
};

/** A coupon that stands in a case, as the wallet's source would offer it at `now`; taken at that moment unless its days are told. */
export function asCaseCoupon(
  { id, values, validFrom, validTo }: CaseCoupon,
  now: Date,
): { readonly offer: Offer } | { readonly problem: Problem } {
  const checked = checkForm(templateForm, { ...initialValues(templateForm.fields), name: id, ...values });
  if (!checked.ok) return { problem: checked.problems[0] ?? { at: '', words: { zh: '', en: '' } } };
  const { validity, ...rules } = rulesOf(checked.values);
  const { from, to } = windowOf(validity, now);
  const window = { validFrom: validFrom ? new Date(validFrom) : from, validTo: validTo ? new Date(validTo) : to };
  return { offer: asOffer({ ...rules, id, ...window }) };
}
