import type { Draft } from '@huoshui/contracts/form';
import { PhonePreview } from '../../ui/phone/phone-preview.tsx';
import { useQuizText } from './texts.ts';
import './quizzes.css';

/** The page as it opens on her phone: the words before it begins, and the first question. */
export function QuizPreview({ values }: { readonly values: Draft }) {
  const t = useQuizText();
  const textOf = (of: unknown, key: string) => {
    const value: unknown = Reflect.get(Object(of), key);
    return typeof value === 'string' ? value : '';
  };
  const [first] = Array.isArray(values.questions) ? values.questions : [];
  const all = Array.isArray(values.questions) ? values.questions.length : 0;
  const answers = ['a', 'b', 'c'].map((key) => textOf(first, key)).filter((one) => one !== '');
  return (
    <PhonePreview title={t('quiz')} caption={t('preview_caption')}>
      <div className="hs-quiz">
        <strong>{textOf(values, 'title')}</strong>
        <p>{textOf(values, 'intro')}</p>
        <span className="hs-quiz-count">{t('preview_of', { all })}</span>
        <p>{textOf(first, 'text')}</p>
        {answers.map((one) => (
          <span key={one} className="hs-quiz-answer">
            {one}
          </span>
        ))}
      </div>
    </PhonePreview>
  );
}
