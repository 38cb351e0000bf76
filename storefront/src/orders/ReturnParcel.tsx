import { Input, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import { api } from '../api/index.ts';
import { Button } from '../ui/Button.tsx';
import { colors } from '../ui/colors.ts';
import { Icon } from '../ui/Icon.tsx';
import { named, pressable } from '../ui/press.ts';
import { attempt, toast } from '../ui/toast.ts';
import s from './ReturnParcel.module.scss';
import { t } from './texts.ts';
import type { RefundDetail } from './words.ts';

/** Where the goods go, and with which parcel they went; a number that was mistyped is put right here. */
export function ReturnParcel({ refund, onChanged }: { readonly refund: RefundDetail; readonly onChanged: () => void }) {
  const known = refund.afterSale?.back ?? null;
  const [company, setCompany] = useState(known?.company ?? '');
  const [waybill, setWaybill] = useState(known?.waybill ?? '');
  const address = refund.afterSale?.returnTo ?? '';
  const copy = () => void Taro.setClipboardData({ data: address }).then(() => toast(t('addressCopied')));
  const save = async () => {
    const body = { company: company.trim(), waybill: waybill.trim() };
    if (body.company === '' || !/^[A-Za-z0-9-]{4,40}$/.test(body.waybill)) return toast(t('backWrong'));
    const saved = await attempt(async () =>
      api('POST /api/shop/refunds/:id/return-parcel', { params: { id: refund.id }, body }),
    );
    if (saved === null) return;
    toast(t('backSaved'));
    onChanged();
  };
  return (
    <View className={s.card}>
      <View className={s.heading}>{t('sendTo')}</View>
      <View className={s.address} {...pressable(copy)}>
        <View className={s.text}>{address}</View>
        <Icon name="copy" size={16} color={colors.ink3} />
      </View>
      <View className={s.row}>
        <View className={s.label}>{t('backCompany')}</View>
        <Input
          className={s.input}
          value={company}
          maxlength={20}
          placeholder={t('backCompanyHint')}
          {...named(t('backCompany'))}
          onInput={(event) => setCompany(event.detail.value)}
        />
      </View>
      <View className={s.row}>
        <View className={s.label}>{t('backWaybill')}</View>
        <Input
          className={s.input}
          value={waybill}
          maxlength={40}
          placeholder={t('backWaybillHint')}
          {...named(t('backWaybill'))}
          onInput={(event) => setWaybill(event.detail.value)}
        />
      </View>
      <Button kind={known === null ? 'brand' : 'line'} size="wide" onClick={save}>
        {known === null ? t('backSave') : t('backAgain')}
      </Button>
    </View>
  );
}
