import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { Page } from '../../ui/Page.tsx';
import { Quiz } from '../Quiz.tsx';
import s from './quiz.module.scss';

/** A quiz by itself: from a code, a menu or a message, and back from following. */
export default function QuizPage() {
  const { id = '' } = useRouter().params;
  return (
    <Page>
      <View className={s.card}>
        <Quiz id={id} />
      </View>
    </Page>
  );
}
