import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { trigger } from '../trigger.ts';

const name = words('由接口或别的旅程带入', 'Brought in by the API or another journey');

/** Nothing by itself: whoever calls says who comes in, and what messages may say of it. */
export const call = trigger({
  kind: 'call',
  words: name,
  form: form({ fields: [], sentence: () => name }),
  on: [],
  knows: [],
  mayKnow: ['orderId', 'productId'],
  toldAnything: true,
  entrantOf: () => null,
});
