import { ShopSettings } from '@huoshui/contracts/shop';
import { defineSetting } from './settings.ts';

/** What the shop calls itself and the terms it sells on; read by several domains, changed on one page. Money in fen. */
export const shopSettings = defineSetting('shop', ShopSettings, {
  name: '活水商城',
  notice: '',
  servicePhone: '',
  shipping: { fee: 800, freeFrom: 9900 },
  order: { payMinutes: 30, receiveDays: 10, refundDays: 7 },
  refunds: { operatorMost: null, secondFrom: null },
  afterSales: {
    answerDays: 3,
    sendBackDays: 7,
    inspectDays: 7,
    unanswered: 'remind',
    returnTo: '',
    couponBack: true,
    couponDays: 7,
  },
  cards: { orders: false },
  hotWords: [],
});
