import { View } from '@tarojs/components';
import { useShop } from '../../api/index.ts';
import { Page } from '../../ui/Page.tsx';
import s from './about.module.scss';

const parts = [
  {
    title: '这是什么',
    text: '活水是可以自己部署的微信商城与会员增长系统。你看到的是它的演示店：商品、价格、库存都是演示数据，图片是插画。',
  },
  {
    title: '什么是真的',
    text: '页面、下单、库存、优惠计算、签名、支付通知和退款都由真实的代码完成，和正式使用时走同一条路。',
  },
  {
    title: '什么是模拟的',
    text: '微信由本机的沙盒扮演：登录、手机号、订阅消息和微信支付都不会连到腾讯，也不会扣钱。顾客是编号的模拟顾客。',
  },
  {
    title: '可以怎么玩',
    text: '买一单，付款后允许提醒；到沙盒里把时间往前拨 3 天和 7 天，看看会收到什么，再打开管理后台看这位顾客的时间线。',
  },
];

export default function About() {
  const shop = useShop();
  return (
    <Page>
      <View className={s.head}>
        <View className={s.mark}>活水</View>
        <View className={s.name}>{shop?.name ?? '活水'}</View>
      </View>
      <View className={s.card}>
        {parts.map((part) => (
          <View key={part.title} className={s.part}>
            <View className={s.title}>{part.title}</View>
            <View className={s.text}>{part.text}</View>
          </View>
        ))}
      </View>
      <View className={s.foot}>图片 Fluent Emoji（Microsoft，MIT）· 图标 Lucide（ISC）</View>
    </Page>
  );
}
