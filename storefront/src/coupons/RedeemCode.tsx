import { Input, View } from '@tarojs/components';
import { useState } from 'react';
import { api } from '../api/index.ts';
import { Button } from '../ui/Button.tsx';
import { named } from '../ui/press.ts';
import { attempt, toast } from '../ui/toast.ts';
import { wx } from '../wx/index.ts';
import s from './RedeemCode.module.scss';
import { t } from './texts.ts';

/** A code from a card or a poster becomes a coupon; what is wrong with it she is told, and what she typed stays. */
export function RedeemCode({ onRedeemed }: { readonly onRedeemed: () => void }) {
  const [code, setCode] = useState('');
  const typed = code.trim();
  const redeem = async () => {
    const coupon = await attempt(async () => api('POST /api/shop/coupon-codes/redemption', { body: { code: typed } }));
    if (coupon === null) return;
    wx.haptic();
    setCode('');
    toast(t('redeemed', { name: coupon.name }));
    onRedeemed();
  };
  return (
    <View className={s.row}>
      <Input
        className={s.input}
        value={code}
        maxlength={40}
        placeholder={t('codeHint')}
        {...named(t('code'))}
        onInput={({ detail }) => setCode(detail.value)}
      />
      <Button size="small" kind="line" disabled={typed === ''} onClick={redeem}>
        {t('redeem')}
      </Button>
    </View>
  );
}
