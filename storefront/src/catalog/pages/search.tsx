import { Input, View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useEffect, useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { colors } from '../../ui/colors.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Page } from '../../ui/Page.tsx';
import { pressable } from '../../ui/press.ts';
import { rememberSearch } from '../history.ts';
import { SearchIdle } from '../SearchIdle.tsx';
import { SearchResults } from '../SearchResults.tsx';
import { Suggestions } from '../Suggestions.tsx';
import { t } from '../texts.ts';
import s from './search.module.scss';

/** Idle: history and hot words. Typing: suggestions. Submitted: results. */
export default function Search() {
  const { params } = useRouter();
  const hint = decode(params.hint);
  const [typed, setTyped] = useState(decode(params.q));
  const [asked, setAsked] = useState(decode(params.q));

  const ask = (word: string) => {
    const trimmed = word.trim() === '' ? hint : word.trim();
    if (trimmed === '') return;
    setTyped(trimmed);
    setAsked(trimmed);
  };
  const clear = () => {
    setTyped('');
    setAsked('');
  };
  useEffect(() => {
    if (asked !== '') void rememberSearch(asked);
  }, [asked]);

  return (
    <Page>
      <View className={s.bar}>
        <View className={s.field}>
          <Icon name="search" size={18} color={colors.ink3} />
          <Input
            className={s.input}
            value={typed}
            focus={asked === ''}
            placeholder={hint === '' ? t('search') : hint}
            placeholderStyle={`color: ${colors.ink4}`}
            confirmType="search"
            maxlength={30}
            onInput={(event) => {
              setTyped(event.detail.value);
              setAsked('');
            }}
            onConfirm={(event) => ask(event.detail.value)}
          />
          {typed !== '' && (
            <View className={s.clear} {...pressable(clear, { label: t('emptyField') })}>
              <Icon name="x" size={16} color={colors.ink3} />
            </View>
          )}
        </View>
        <Button kind="brand" size="small" className={s.go} onClick={() => ask(typed)}>
          {t('searchGo')}
        </Button>
      </View>
      {asked !== '' ? (
        <SearchResults key={asked} word={asked} />
      ) : typed.trim() !== '' ? (
        <Suggestions typed={typed.trim()} onPick={ask} />
      ) : (
        <SearchIdle onPick={ask} />
      )}
    </Page>
  );
}

function decode(value: string | undefined): string {
  return value === undefined ? '' : decodeURIComponent(value);
}
