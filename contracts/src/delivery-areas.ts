import { Type } from '@sinclair/typebox';
import { Bilingual, type Contract, FormValues, IdParams, Instant, ListQuery, Page, Revision } from './contract.ts';

export const DeliveryArea = Type.Object({
  ...Revision,
  id: Type.String(),
  name: Type.String(),
  /** It can be chosen. */
  open: Type.Boolean(),
  /** The same as the form `stores.delivery_area` holds it. */
  values: FormValues(),
  sentence: Bilingual(),
  createdAt: Instant(),
});

export const deliveryAreaContract = {
  'GET /api/admin/delivery-areas': { query: Type.Object(ListQuery), ok: Page(DeliveryArea) },
  'GET /api/admin/delivery-areas/:id': { params: IdParams, ok: DeliveryArea },
  'POST /api/admin/delivery-areas': {
    summary: 'The values of the form `stores.delivery_area`',
    body: FormValues(),
    ok: DeliveryArea,
  },
  'PUT /api/admin/delivery-areas/:id': { params: IdParams, body: FormValues(), ok: DeliveryArea },
} as const satisfies Contract;
