import { defineTexts } from '../../../ui/texts.ts';

export const { useText: useSidebarText } = defineTexts('scrm-sidebar', {
  title: ['侧边栏', 'Sidebar'],
  purpose: [
    '导购在企业微信聊天旁边看到的页面：这位客户的阶段、订单、券、标签和跟进记录，一点即发商品、券和话术。每位导购只看得到自己的客户。',
    'What staff have beside a chat in WeCom: the customer’s stage, orders, coupons, tags and notes; products, coupons and scripts go into the chat by one tap. Each sees her own customers alone.',
  ],
  give: ['导购能送什么', 'What staff may give'],
  escalation: ['超时的待办', 'To-dos that are late'],
  counts: ['怎么算带来订单', 'What counts as brought'],
  in_words: ['现在的规则', 'The rule'],
  page: ['页面地址', 'Address of the page'],
  page_hint: [
    '企业微信管理后台 → 应用管理 → 自建应用 → 配置到聊天工具栏，页面填这个地址；它的域名要填进应用的「网页授权及 JS-SDK」可信域名。',
    'Console of WeCom → apps → the self-built app → chat toolbar: enter this address; its domain must be trusted under the app’s “web authorisation and JS-SDK”.',
  ],
});
