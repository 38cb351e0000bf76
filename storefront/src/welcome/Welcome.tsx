import { View } from '@tarojs/components';
import { Button } from '../ui/Button.tsx';
import { colors } from '../ui/colors.ts';
import { Icon } from '../ui/Icon.tsx';
import type { IconName } from '../ui/icons.ts';
import s from './Welcome.module.scss';

const points: readonly { readonly icon: IconName; readonly title: string; readonly text: string }[] = [
  {
    icon: 'smartphone',
    title: '一部模拟手机',
    text: '商城本来在微信小程序里。这里用一部模拟的手机代替微信：登录、手机号、订阅、支付都会像真的一样弹出来。',
  },
  {
    icon: 'user-round',
    title: '一位模拟顾客',
    text: '系统会为你新建一位编号的模拟顾客，不需要注册，也不会用到你的任何信息。',
  },
  { icon: 'wallet', title: '不花真钱', text: '支付走的是本地沙盒，下单、退款都只发生在这台机器上。' },
];

/** What a plain browser tab sees: a word of explanation, and the way into the phone. */
export function Welcome() {
  const enter = () => {
    const page = window.location.hash.replace(/^#\/?/, '');
    window.location.assign(`/sandbox/phone?shopper=new&page=${encodeURIComponent(page)}`);
  };
  return (
    <View className={s.layer}>
      <View className={s.box}>
        <View className={s.mark}>活水</View>
        <View className={s.title}>这是活水的演示商城</View>
        <View className={s.lead}>以模拟顾客的身份逛一逛，买一单，看看之后会发生什么。</View>
        {points.map((point) => (
          <View key={point.title} className={s.point}>
            <View className={s.disc}>
              <Icon name={point.icon} size={22} color={colors.teal} />
            </View>
            <View className={s.words}>
              <View className={s.name}>{point.title}</View>
              <View className={s.text}>{point.text}</View>
            </View>
          </View>
        ))}
        <Button kind="brand" size="wide" className={s.go} onClick={enter}>
          以模拟顾客身份逛逛
        </Button>
        <View className={s.foot} onClick={() => window.location.assign('/sandbox')}>
          想同时看手机、时间和调用记录？打开沙盒工作台
        </View>
      </View>
    </View>
  );
}
