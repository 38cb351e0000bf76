import { type PastedAddress, readPastedAddress } from '@huoshui/contracts/pasted-address';
import { Textarea, View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../ui/Button.tsx';
import { named } from '../ui/press.ts';
import s from './PasteCard.module.scss';
import { t } from './texts.ts';

/** One text as it came in a chat, read on the phone; what it says is handed on, nothing is sent anywhere. */
export function PasteCard({ onRead }: { readonly onRead: (read: PastedAddress) => void }) {
  const [text, setText] = useState('');
  const read = () => {
    onRead(readPastedAddress(text));
    setText('');
  };
  return (
    <View className={s.card}>
      <Textarea
        className={s.text}
        value={text}
        maxlength={300}
        autoHeight
        placeholder={t('pasteHint')}
        {...named(t('paste'))}
        onInput={(event) => setText(event.detail.value)}
      />
      <View className={s.bar}>
        <View className={s.note}>{t('pasteNote')}</View>
        <Button kind="brand" size="small" disabled={text.trim() === ''} onClick={read}>
          {t('pasteRead')}
        </Button>
      </View>
    </View>
  );
}
