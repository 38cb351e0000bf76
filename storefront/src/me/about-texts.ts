import { defineTexts } from '../ui/texts.ts';

/** Of the played shop only: the mini program that is published has no such page. */
export const t = defineTexts({
  what: ['这是什么', 'What is this'],
  whatText: [
    '活水是可以自己部署的微信商城与会员增长系统。你看到的是它的演示店：商品、价格、库存都是演示数据，图片是插画。',
    'Huoshui is a WeChat shop with member growth that you host yourself. This is its demo shop: products, prices and stock are demo data, the pictures are drawings.',
  ],
  real: ['什么是真的', 'What is real'],
  realText: [
    '页面、下单、库存、优惠计算、签名、支付通知和退款都由真实的代码完成，和正式使用时走同一条路。',
    'Pages, orders, stock, discounts, signatures, payment notices and refunds are done by the real code, the same way as in a live shop.',
  ],
  played: ['什么是模拟的', 'What is played'],
  playedText: [
    '微信由本机的沙盒扮演：登录、手机号、订阅消息和微信支付都不会连到腾讯，也不会扣钱。顾客是编号的模拟顾客。',
    'WeChat is played by a sandbox on this machine: sign-in, phone number, notices and payment never reach Tencent, and nothing is charged. Shoppers are numbered and made up.',
  ],
  play: ['可以怎么玩', 'What to try'],
  playText: [
    '买一单，付款后允许提醒；到沙盒里把时间往前拨 3 天和 7 天，看看会收到什么，再打开管理后台看这位顾客的时间线。',
    'Place an order and allow notices after paying; move the time on by 3 and 7 days in the sandbox and see what arrives, then open the console and look at this shopper’s timeline.',
  ],
  credits: [
    '图片 Fluent Emoji（Microsoft，MIT）· 图标 Lucide（ISC）',
    'Pictures Fluent Emoji (Microsoft, MIT) · Icons Lucide (ISC)',
  ],
});
