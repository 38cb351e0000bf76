import { Textarea, View } from '@tarojs/components';
import { useRef, useState } from 'react';
import { api, shopNow, uuid } from '../api/index.ts';
import { Button } from '../ui/Button.tsx';
import { friendly } from '../ui/moment.ts';
import { named } from '../ui/press.ts';
import { PicturesInput, ShownPictures } from '../ui/SentPictures.tsx';
import { attempt } from '../ui/toast.ts';
import s from './AfterSaleTalk.module.scss';
import { t } from './texts.ts';
import type { RefundDetail } from './words.ts';

/** What she and the shop say to each other about it; a line to add while it is open. */
export function AfterSaleTalk({
  refund,
  onChanged,
}: {
  readonly refund: RefundDetail;
  readonly onChanged: () => void;
}) {
  const open = refund.afterSale?.open === true;
  if (!open && refund.messages.length === 0) return null;
  return (
    <View className={s.card}>
      <View className={s.heading}>{t('talk')}</View>
      {refund.messages.length === 0 && <View className={s.dim}>{t('noTalk')}</View>}
      {refund.messages.map((message) => (
        <View key={message.id} className={`${s.said} ${message.side === 'shopper' ? s.own : ''}`}>
          <View className={s.dim}>
            {message.side === 'shopper' ? t('you') : t('theShop')} {friendly(message.at, shopNow())}
          </View>
          {message.text !== '' && <View className={s.text}>{message.text}</View>}
          <ShownPictures urls={message.pictures} />
        </View>
      ))}
      {open && <Writer id={refund.id} onSent={onChanged} />}
    </View>
  );
}

function Writer({ id, onSent }: { readonly id: string; readonly onSent: () => void }) {
  const [text, setText] = useState('');
  const [pictures, setPictures] = useState<readonly string[]>([]);
  const key = useRef(uuid());
  const send = async () => {
    const body = { text: text.trim(), pictures: [...pictures] };
    const sent = await attempt(async () =>
      api('POST /api/shop/refunds/:id/messages', { params: { id }, body }, { key: key.current }),
    );
    key.current = uuid();
    if (sent === null) return;
    setText('');
    setPictures([]);
    onSent();
  };
  return (
    <View className={s.writer}>
      <Textarea
        className={s.field}
        value={text}
        maxlength={300}
        placeholder={t('talkHint')}
        {...named(t('talkHint'))}
        onInput={(event) => setText(event.detail.value)}
      />
      <PicturesInput most={6} urls={pictures} onChange={setPictures} />
      <Button
        kind="brand"
        size="small"
        className={s.send}
        disabled={text.trim() === '' && pictures.length === 0}
        onClick={send}
      >
        {t('talkSend')}
      </Button>
    </View>
  );
}
