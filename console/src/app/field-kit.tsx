import { lazy } from 'react';
import { api } from '../ground/api.ts';
import type { FieldKit } from '../ui/form/fields/field-kit.tsx';

/** What the fields of every form need of this console: a picker from each domain that owns something, loaded when drawn. */
export const fieldKit: FieldKit = {
  pickers: {
    product: lazy(async () => ({ default: (await import('../domains/catalog/field-pickers.tsx')).ProductPicker })),
    sku: lazy(async () => ({ default: (await import('../domains/catalog/field-pickers.tsx')).SkuPicker })),
    category: lazy(async () => ({ default: (await import('../domains/catalog/field-pickers.tsx')).CategoryPicker })),
    coupon: lazy(async () => ({ default: (await import('../domains/coupons/coupon-picker.tsx')).CouponPicker })),
    benefit: lazy(async () => ({ default: (await import('../domains/coupons/benefit-picker.tsx')).BenefitPicker })),
    budget: lazy(async () => ({ default: (await import('../domains/benefits/budget-picker.tsx')).BudgetPicker })),
    tag: lazy(async () => ({ default: (await import('../domains/members/tag-picker.tsx')).TagPicker })),
    template: lazy(async () => ({
      default: (await import('../domains/messaging/template-picker.tsx')).TemplatePicker,
    })),
    journey: lazy(async () => ({ default: (await import('../domains/journeys/journey-picker.tsx')).JourneyPicker })),
  },
  names: async (picked) =>
    (await api('POST /api/admin/forms/names', { body: { picked: picked.map((one) => ({ ...one })) } })).items,
  preview: async (name, values) =>
    api('POST /api/admin/forms/:name/preview', { params: { name }, body: { values: { ...values } } }),
};
