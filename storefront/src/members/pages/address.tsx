import { Input, Switch, Textarea, View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useEffect, useState } from 'react';
import { api } from '../../api/index.ts';
import { Button } from '../../ui/Button.tsx';
import { colors } from '../../ui/colors.ts';
import { back } from '../../ui/navigate.ts';
import { Page } from '../../ui/Page.tsx';
import { attempt, confirm, toast } from '../../ui/toast.ts';
import { type AddressDraft, draftProblem, emptyDraft } from '../address-draft.ts';
import { chooseAddress } from '../chosen-address.ts';
import { RegionPicker } from '../RegionPicker.tsx';
import s from './address.module.scss';

export default function AddressPage() {
  const { params } = useRouter();
  const { id } = params;
  const [draft, setDraft] = useState<AddressDraft>(emptyDraft);
  const set = (change: Partial<AddressDraft>) => setDraft((was) => ({ ...was, ...change }));
  useEffect(() => {
    if (id === undefined) return;
    void attempt(async () => api('GET /api/shop/addresses', {})).then((book) => {
      const found = book?.items.find((one) => one.id === id);
      if (found !== undefined) setDraft(found);
    });
  }, [id]);

  const save = async () => {
    const problem = draftProblem(draft);
    if (problem !== null) return toast(problem);
    const { name, phone, province, city, district, street, isDefault } = draft;
    const body = { name: name.trim(), phone, province, city, district, street: street.trim(), isDefault };
    const saved = await attempt(async () =>
      id === undefined
        ? api('POST /api/shop/addresses', { body })
        : api('PUT /api/shop/addresses/:id', { params: { id }, body }),
    );
    if (saved === null) return;
    if (params.from === 'checkout') chooseAddress(saved.id);
    back();
  };
  const remove = async () => {
    if (id === undefined || !(await confirm('删除地址', '删除后不能恢复，已下的订单不受影响。', '删除'))) return;
    if ((await attempt(async () => api('DELETE /api/shop/addresses/:id', { params: { id } }))) !== null) back();
  };
  return (
    <Page title={id === undefined ? '新增地址' : '编辑地址'}>
      <View className={s.card}>
        <View className={s.row}>
          <View className={s.label}>收货人</View>
          <Input
            className={s.input}
            value={draft.name}
            maxlength={20}
            placeholder="怎么称呼"
            onInput={(event) => set({ name: event.detail.value })}
          />
        </View>
        <View className={s.row}>
          <View className={s.label}>手机号</View>
          <Input
            className={s.input}
            value={draft.phone}
            type="number"
            maxlength={11}
            placeholder="送货时联系你"
            onInput={(event) => set({ phone: event.detail.value })}
          />
        </View>
        <View className={s.row}>
          <View className={s.label}>地区</View>
          <RegionPicker
            className={s.input}
            value={[draft.province, draft.city, draft.district]}
            onChange={([province, city, district]) => set({ province, city, district })}
          />
        </View>
        <View className={s.row}>
          <View className={s.label}>详细地址</View>
          <Textarea
            className={s.area}
            value={draft.street}
            maxlength={80}
            autoHeight
            placeholder="小区、楼栋、门牌号"
            onInput={(event) => set({ street: event.detail.value })}
          />
        </View>
        <View className={s.row}>
          <View className={s.label}>设为默认</View>
          <View className={s.switch}>
            <Switch
              checked={draft.isDefault}
              color={colors.teal}
              onChange={(event) => set({ isDefault: event.detail.value })}
            />
          </View>
        </View>
      </View>
      <View className={s.acts}>
        <Button kind="brand" size="wide" onClick={save}>
          保存
        </Button>
        {id !== undefined && (
          <Button kind="line" size="wide" onClick={remove}>
            删除这个地址
          </Button>
        )}
      </View>
    </Page>
  );
}
