import { words } from '@huoshui/contracts/words';
import { Type } from '@sinclair/typebox';
import { fact } from '../../platform/facts.ts';

const About = {
  memberId: Type.String(),
  reviewId: Type.String(),
  orderId: Type.String(),
  productId: Type.String(),
  name: Type.String(),
};

/** She said what she thinks of goods that arrived. */
export const reviewWritten = fact(
  'review.written',
  Type.Object({ ...About, stars: Type.Integer(), pictures: Type.Integer() }),
  {
    words: words('评价商品', 'Reviewed goods'),
    tell: ({ orderId, name, stars }) => ({
      side: 'act',
      title: words('评价商品', 'Reviewed goods'),
      detail: words(`${name} · ${stars} 星`, `${name} · ${stars} of 5`),
      link: { kind: 'order', id: orderId },
    }),
  },
);

/** She added to what she had said. */
export const reviewAdded = fact('review.added', Type.Object({ ...About, pictures: Type.Integer() }), {
  words: words('追加评价', 'Added to a review'),
  tell: ({ orderId, name }) => ({
    side: 'act',
    title: words('追加评价', 'Added to a review'),
    detail: words(name, name),
    link: { kind: 'order', id: orderId },
  }),
});
