import { View } from '@tarojs/components';
import { useState } from 'react';
import { type Answer, api, useLoad } from '../api/index.ts';
import { Button } from '../ui/Button.tsx';
import { ErrorState } from '../ui/Empty.tsx';
import { go } from '../ui/navigate.ts';
import { pages } from '../ui/pages.ts';
import { pressable } from '../ui/press.ts';
import { Skeleton } from '../ui/Skeleton.tsx';
import { attempt } from '../ui/toast.ts';
import s from './Quiz.module.scss';
import { QuizEnd } from './QuizEnd.tsx';
import { t } from './texts.ts';

export type Taken = Answer<'POST /api/shop/quizzes/:id/visits'>;

type Props = {
  readonly id: string;
  /** It begins with the first question: she has read what it is. */
  readonly begun?: boolean;
  /** She has finished, and something is missing before she is told: whoever shows it may go elsewhere. */
  readonly onLocked?: () => void;
  /** She has read how it ended; without it she goes to the shop. */
  readonly onDone?: () => void;
};

/** A few questions for a result, one at a time; the result is told with its gift, or with what is missing before. */
export function Quiz({ id, begun = false, onLocked, onDone }: Props) {
  const load = useLoad(async () => api('POST /api/shop/quizzes/:id/visits', { params: { id } }), [id], { fresh: true });
  const [answers, setAnswers] = useState<readonly number[] | null>(begun ? [] : null);
  const { data, failure } = load;
  if (data === null)
    return failure === null ? (
      <Skeleton shape="block" count={2} />
    ) : (
      <ErrorState failure={failure} onRetry={() => void load.reload()} />
    );
  if (data.outcome !== 'open')
    return <QuizEnd quiz={data} onAgain={load.reload} onDone={onDone ?? (() => go(pages.home))} />;
  const answer = async (at: number) => {
    const all = [...(answers ?? []), at];
    setAnswers(all);
    if (all.length < data.questions.length) return;
    const done = await attempt(async () =>
      api('POST /api/shop/quizzes/:id/answers', { params: { id }, body: { answers: all } }),
    );
    // What was not taken is answered once more.
    if (done === null) {
      setAnswers(all.slice(0, -1));
      void load.reload();
      return;
    }
    load.put(done);
    if (done.outcome === 'locked') onLocked?.();
  };
  if (answers === null) return <Before quiz={data} onBegin={() => setAnswers([])} />;
  return <Asked quiz={data} answers={answers} onAnswer={answer} onBack={() => setAnswers(answers.slice(0, -1))} />;
}

function Before({ quiz: { title, intro, promises }, onBegin }: { readonly quiz: Taken; readonly onBegin: () => void }) {
  return (
    <View className={s.quiz}>
      <View className={s.title}>{title}</View>
      {intro !== '' && <View className={s.text}>{intro}</View>}
      {promises && <View className={s.promise}>{t('promise')}</View>}
      <Button onClick={onBegin}>{t('begin')}</Button>
    </View>
  );
}

type AskedProps = {
  readonly quiz: Taken;
  readonly answers: readonly number[];
  readonly onAnswer: (at: number) => Promise<void>;
  readonly onBack: () => void;
};

function Asked({ quiz: { questions }, answers, onAnswer, onBack }: AskedProps) {
  const at = Math.min(answers.length, questions.length - 1);
  const waits = answers.length > at;
  const question = questions[at];
  if (question === undefined) return null;
  return (
    <View className={s.quiz}>
      <View className={s.steps}>
        {questions.map(({ text }, step) => (
          <View key={text} className={`${s.step} ${step <= at ? s.done : ''}`} />
        ))}
      </View>
      <View className={s.count}>{t('next', { at: at + 1, all: questions.length })}</View>
      <View className={s.title}>{question.text}</View>
      {question.answers.map((one, place) => (
        <View
          key={`${at} ${one}`}
          className={`${s.answer} ${answers[at] === place ? s.chosen : ''}`}
          {...pressable(() => void onAnswer(place), { disabled: waits })}
        >
          {one}
        </View>
      ))}
      {at > 0 && !waits && (
        <View className={s.back} {...pressable(onBack)}>
          {t('back')}
        </View>
      )}
    </View>
  );
}
