import { defineTexts } from '../ui/texts.ts';

export const t = defineTexts({
  none: ['还没有消息', 'No messages yet'],
  noneHint: ['发货、到账、保存建议，都会放在这里', 'Shipping, coupons and keeping tips arrive here'],
  more: ['查看详情', 'Details'],
});
