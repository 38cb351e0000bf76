import { defineTexts } from '../ui/texts.ts';

export const t = defineTexts({
  phone: ['一部模拟手机', 'A played phone'],
  phoneText: [
    '商城本来在微信小程序里。这里用一部模拟的手机代替微信：登录、手机号、订阅、支付都会像真的一样弹出来。',
    'The shop is a WeChat mini program. Here a played phone stands in for WeChat: sign-in, phone number, notices and payment come up as the real ones do.',
  ],
  shopper: ['一位模拟顾客', 'A made-up shopper'],
  shopperText: [
    '系统会为你新建一位编号的模拟顾客，不需要注册，也不会用到你的任何信息。',
    'A numbered shopper is made for you: no sign-up, and nothing about you is used.',
  ],
  money: ['不花真钱', 'No real money'],
  moneyText: [
    '支付走的是本地沙盒，下单、退款都只发生在这台机器上。',
    'Payments go to a local sandbox; orders and refunds happen on this machine only.',
  ],
  title: ['这是活水的演示商城', 'This is the demo shop of Huoshui'],
  lead: [
    '以模拟顾客的身份逛一逛，买一单，看看之后会发生什么。',
    'Look around as a made-up shopper, place an order, and see what happens then.',
  ],
  enter: ['以模拟顾客身份逛逛', 'Look around as a made-up shopper'],
  bench: ['想同时看手机、时间和调用记录？打开沙盒工作台', 'Phone, time and calls side by side? Open the sandbox'],
});
