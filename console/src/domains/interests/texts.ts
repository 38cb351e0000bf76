import { defineTexts } from '../../ui/texts.ts';

export const { useText: useInterestText } = defineTexts('interests', {
  title: ['到货登记', 'Waited for'],
  purpose: [
    '卖完了、还有人等着的规格，等的人多的在前：先补哪个，一看就知道。到货后按登记先后通知。',
    'What is sold out and waited for, the most wanted first: what to bring in next. Who asked first is told first when it is back.',
  ],
  product: ['商品', 'Product'],
  sku: ['规格', 'SKU'],
  sku_single: ['单规格', 'One SKU'],
  waiting: ['在等的人', 'Waiting'],
  kept: ['收藏这件商品的人', 'Keep the product'],
  available: ['现有可售', 'Available'],
  since: ['最早登记', 'Since'],
  empty: ['现在没有人在等货', 'Nobody waits for anything'],
  empty_hint: [
    '开启剧本「到货提醒」后，卖完的商品页上会出现「到货提醒我」',
    'With the playbook “Back in stock” switched on, the page of what is sold out offers to tell shoppers',
  ],
});
