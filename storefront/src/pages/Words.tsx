import { Video, View } from '@tarojs/components';
import { leadTo } from '../catalog/lead-to.ts';
import { useTrack } from '../track/index.ts';
import { Countdown } from '../ui/Countdown.tsx';
import { pictureUrl } from '../ui/Picture.tsx';
import { pressable } from '../ui/press.ts';
import s from './Blocks.module.scss';
import { useLead } from './Pictures.tsx';
import { t } from './texts.ts';
import type { Content } from './use-shop-page.ts';

export function RichText({ content: { parts } }: { readonly content: Content<'rich_text'> }) {
  return (
    <View className={s.words}>
      {parts.map(({ style, text }) => (
        <View key={text} className={s[style]}>
          {text}
        </View>
      ))}
    </View>
  );
}

type CountdownProps = { readonly content: Content<'countdown'>; readonly onEnd: () => void };

export function CountdownBlock({ content: { title, to, link }, onEnd }: CountdownProps) {
  const lead = useLead();
  const tap = link.target === 'none' ? {} : pressable(() => lead({ title, link }), { role: 'link', label: title });
  return (
    <View className={s.countdown} {...tap}>
      <View>{title}</View>
      <View className={s.clock}>
        <Countdown to={to} onEnd={onEnd} />
      </View>
    </View>
  );
}

export function VideoBlock({ content: { video, cover } }: { readonly content: Content<'video'> }) {
  return (
    <View className={s.video}>
      <Video
        className={s.whole}
        src={pictureUrl(video)}
        {...(cover === null ? {} : { poster: pictureUrl(cover) })}
        controls
        objectFit="cover"
        aria-label={t('playVideo')}
      />
    </View>
  );
}

export function QuizBlock({ content: { title, text, id } }: { readonly content: Content<'quiz'> }) {
  const track = useTrack();
  const open = () => {
    track('click', { props: { slot: 'page_quiz', quizId: id } });
    leadTo({ page: 'quiz', id });
  };
  return (
    <View className={s.quiz} {...pressable(open, { role: 'link', label: title })}>
      <View className={s.quizWords}>
        <View className={s.quizTitle}>{title}</View>
        {text !== '' && <View className={s.quizText}>{text}</View>}
      </View>
      <View className={s.go}>{t('takeQuiz')}</View>
    </View>
  );
}
