import type { AddressPart, PastedAddress } from '@huoshui/contracts/pasted-address';
import { Input, Switch, Textarea, View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useEffect, useRef, useState } from 'react';
import { api, uuid } from '../../api/index.ts';
import { Button } from '../../ui/Button.tsx';
import { colors } from '../../ui/colors.ts';
import { back } from '../../ui/navigate.ts';
import { Page } from '../../ui/Page.tsx';
import { named } from '../../ui/press.ts';
import { attempt, confirm, toast } from '../../ui/toast.ts';
import { type AddressDraft, draftProblem, emptyDraft, withPasted } from '../address-draft.ts';
import { chooseAddress } from '../chosen-address.ts';
import { PasteCard } from '../PasteCard.tsx';
import { RegionPicker } from '../RegionPicker.tsx';
import { t } from '../texts.ts';
import s from './address.module.scss';

export default function AddressPage() {
  const { params } = useRouter();
  const { id } = params;
  const [draft, setDraft] = useState<AddressDraft>(emptyDraft);
  const [unsure, setUnsure] = useState<readonly AddressPart[]>([]);
  const set = (part: AddressPart | null, change: Partial<AddressDraft>) => {
    setDraft((was) => ({ ...was, ...change }));
    setUnsure((was) => was.filter((one) => one !== part));
  };
  const paste = (read: PastedAddress) => {
    if (read.phone === '' && read.province === '' && read.name === '') return toast(t('pasteNothing'));
    setDraft((was) => withPasted(was, read));
    setUnsure(read.unsure);
  };
  useEffect(() => {
    if (id === undefined) return;
    void attempt(async () => api('GET /api/shop/addresses', {})).then((book) => {
      const found = book?.items.find((one) => one.id === id);
      if (found !== undefined) setDraft(found);
    });
  }, [id]);

  const sent = useRef({ of: '', key: '' });
  /** Saved once, however often the button is pressed for the same address. */
  const keyOf = (body: object) => {
    const of = JSON.stringify(body);
    if (sent.current.of !== of) sent.current = { of, key: uuid() };
    return sent.current.key;
  };
  const save = async () => {
    const problem = draftProblem(draft);
    if (problem !== null) return toast(problem);
    const { name, phone, province, city, district, street, isDefault } = draft;
    const body = { name: name.trim(), phone, province, city, district, street: street.trim(), isDefault };
    const saved = await attempt(async () =>
      id === undefined
        ? api('POST /api/shop/addresses', { body }, { key: keyOf(body) })
        : api('PUT /api/shop/addresses/:id', { params: { id }, body }),
    );
    if (saved === null) return;
    if (params.from === 'checkout') chooseAddress(saved.id);
    back();
  };
  const remove = async () => {
    if (id === undefined || !(await confirm(t('remove'), t('removeAsk'), t('removeYes')))) return;
    if ((await attempt(async () => api('DELETE /api/shop/addresses/:id', { params: { id } }))) !== null) back();
  };
  return (
    <Page title={id === undefined ? t('create') : t('edit')}>
      <PasteCard onRead={paste} />
      <View className={s.card}>
        <View className={s.row}>
          <View className={s.label}>{t('name')}</View>
          <Input
            className={s.input}
            value={draft.name}
            maxlength={20}
            placeholder={t('nameHint')}
            onInput={(event) => set('name', { name: event.detail.value })}
          />
          <Look on={unsure.includes('name')} />
        </View>
        <View className={s.row}>
          <View className={s.label}>{t('phone')}</View>
          <Input
            className={s.input}
            value={draft.phone}
            type="number"
            maxlength={11}
            placeholder={t('phoneHint')}
            onInput={(event) => set('phone', { phone: event.detail.value })}
          />
          <Look on={unsure.includes('phone')} />
        </View>
        <View className={s.row}>
          <View className={s.label}>{t('regionLabel')}</View>
          <RegionPicker
            className={s.input}
            value={[draft.province, draft.city, draft.district]}
            onChange={([province, city, district]) => set('region', { province, city, district })}
          />
          <Look on={unsure.includes('region')} />
        </View>
        <View className={s.row}>
          <View className={s.label}>{t('street')}</View>
          <Textarea
            className={s.area}
            value={draft.street}
            maxlength={80}
            autoHeight
            placeholder={t('streetHint')}
            onInput={(event) => set('detail', { street: event.detail.value })}
          />
          <Look on={unsure.includes('detail')} />
        </View>
        <View className={s.row}>
          <View className={s.label}>{t('makeUsual')}</View>
          <View className={s.switch}>
            <Switch
              checked={draft.isDefault}
              color={colors.teal}
              {...named(t('makeUsual'))}
              onChange={(event) => set(null, { isDefault: event.detail.value })}
            />
          </View>
        </View>
      </View>
      <View className={s.acts}>
        <Button kind="brand" size="wide" onClick={save}>
          {t('save')}
        </Button>
        {id !== undefined && (
          <Button kind="line" size="wide" onClick={remove}>
            {t('removeThis')}
          </Button>
        )}
      </View>
    </Page>
  );
}

/** Beside what the text did not say for certain, until she has touched it. */
function Look({ on }: { readonly on: boolean }) {
  return on ? <View className={s.look}>{t('look')}</View> : null;
}
