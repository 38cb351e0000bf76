import { plainWords, words } from '@huoshui/contracts/words';
import { Type } from '@sinclair/typebox';
import { fact } from '../../platform/facts.ts';
import { formatYuan } from '../../platform/money.ts';

const About = { memberId: Type.String(), distributorId: Type.String() };
const link = ({ distributorId }: { readonly distributorId: string }) => ({ kind: 'distributor', id: distributorId });

export const distributorApplied = fact('distributor.applied', Type.Object(About), {
  words: words('申请成为分销员', 'Applied as a distributor'),
  tell: (told) => ({
    side: 'act',
    title: words('申请成为分销员', 'Applied as a distributor'),
    link: link(told),
  }),
});

/** She is one from now on. */
export const distributorApproved = fact('distributor.approved', Type.Object(About), {
  words: words('成为分销员', 'Became a distributor'),
  tell: (told) => ({ side: 'system', title: words('成为分销员', 'Became a distributor'), link: link(told) }),
});

/** She came by a distributor’s link and is that one’s customer from now on. */
export const customerLocked = fact('distribution.locked', Type.Object(About), {
  words: words('由分销员带来', 'Brought by a distributor'),
  tell: (told) => ({
    side: 'act',
    title: words('打开分销员的分享，成为其客户', 'Opened a distributor’s link and is her customer'),
    link: link(told),
  }),
});

/** An order of a customer of hers was paid: fen that it may bring her, of all its lines. */
export const commissionEarned = fact(
  'distribution.earned',
  Type.Object({
    ...About,
    orderId: Type.String(),
    number: Type.String(),
    level: Type.Integer(),
    amount: Type.Integer(),
  }),
  {
    words: words('带来订单，佣金待结', 'Brought an order'),
    tell: ({ number, amount, distributorId }) => ({
      side: 'system',
      title: words(`带来订单 ${number}`, `Brought the order ${number}`),
      detail: plainWords(`¥${formatYuan(amount)}`),
      link: link({ distributorId }),
    }),
  },
);

/** What she earned is hers: fen that came into her balance at one moment. */
export const commissionReleased = fact('distribution.released', Type.Object({ ...About, amount: Type.Integer() }), {
  words: words('佣金到账', 'Commission came into the balance'),
  tell: ({ amount, distributorId }) => ({
    side: 'system',
    title: words('佣金转入余额', 'Commission came into the balance'),
    detail: plainWords(`¥${formatYuan(amount)}`),
    link: link({ distributorId }),
  }),
});

const Withdrawal = { ...About, withdrawalId: Type.String(), amount: Type.Integer() };

/** She asked to have so many fen of her balance. */
export const withdrawalAsked = fact('distribution.withdrawal_asked', Type.Object(Withdrawal), {
  words: words('申请提现', 'Asked for a withdrawal'),
  tell: ({ amount, distributorId }) => ({
    side: 'act',
    title: words('申请提现', 'Asked for a withdrawal'),
    detail: plainWords(`¥${formatYuan(amount)}`),
    link: link({ distributorId }),
  }),
});

/** WeChat says that she has it. */
export const withdrawalPaid = fact('distribution.withdrawal_paid', Type.Object(Withdrawal), {
  words: words('提现到账', 'A withdrawal was paid'),
  tell: ({ amount, distributorId }) => ({
    side: 'system',
    title: words('提现到账', 'A withdrawal was paid'),
    detail: plainWords(`¥${formatYuan(amount)}`),
    link: link({ distributorId }),
  }),
});
