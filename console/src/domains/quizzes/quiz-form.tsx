import type { Draft } from '@huoshui/contracts/form';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useNavigate, useParams } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { useFormOf } from '../../ground/forms.ts';
import { useLocked } from '../../ground/may.tsx';
import { FormFields } from '../../ui/form/fields/form-fields.tsx';
import { FormPreview } from '../../ui/form/fields/form-preview.tsx';
import { FormPage, FormSection } from '../../ui/form/form-page.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import type { Quiz } from './quiz-list.tsx';
import { QuizPreview } from './quiz-preview.tsx';
import { useQuizText } from './texts.ts';

type Definition = Answer<'GET /api/admin/forms/:name'>;

export function QuizForm() {
  const { id } = useParams();
  const form = useFormOf('quizzes.quiz');
  return (
    <Loaded query={form}>
      {(definition) =>
        id === undefined ? <Editor form={definition} quiz={null} /> : <Existing form={definition} id={id} />
      }
    </Loaded>
  );
}

function Existing({ form, id }: { readonly form: Definition; readonly id: string }) {
  const query = useQuery({
    queryKey: ['quizzes', 'one', id],
    queryFn: async () => api('GET /api/admin/quizzes/:id', { params: { id } }),
  });
  return <Loaded query={query}>{(quiz) => <Editor form={form} quiz={quiz} />}</Loaded>;
}

type EditorProps = { readonly form: Definition; readonly quiz: Quiz | null };

function Editor({ form: { fields, initial: start }, quiz }: EditorProps) {
  const t = useQuizText();
  const locked = useLocked(quiz === null ? 'POST /api/admin/quizzes' : 'PUT /api/admin/quizzes/:id');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const initial = useMemo<Draft>(() => ({ ...start, ...quiz?.values }), [start, quiz]);
  const save = async (values: Draft) => {
    const body = { values: { ...values } };
    const saved =
      quiz === null
        ? await api('POST /api/admin/quizzes', { body })
        : await api('PUT /api/admin/quizzes/:id', { params: { id: quiz.id }, body, revision: quiz.revision });
    await queries.invalidateQueries({ queryKey: ['quizzes'] });
    await navigate(`/quizzes/${saved.id}`);
  };
  const shown = (...keys: readonly string[]) => <FormFields fields={fields} only={keys} />;
  return (
    <FormPage<Draft>
      back={quiz === null ? { to: '/quizzes', label: t('quizzes') } : { to: `/quizzes/${quiz.id}`, label: quiz.name }}
      title={quiz === null ? t('new_quiz') : quiz.name}
      initial={initial}
      onSave={save}
      locked={locked}
      preview={(values) => (
        <>
          <QuizPreview values={values} />
          <FormPreview name="quizzes.quiz" values={values} />
        </>
      )}
    >
      <FormSection title={t('section_quiz')} purpose={t('section_quiz_purpose')}>
        {shown('name', 'title', 'intro', 'questions')}
      </FormSection>
      <FormSection title={t('section_results')} purpose={t('section_results_purpose')}>
        {shown('results', 'giftFor', 'giftWho', 'budget')}
      </FormSection>
      <FormSection title={t('section_who')} purpose={t('section_who_purpose')}>
        {shown('for', 'who', 'otherwise', 'leads', 'account', 'contact')}
      </FormSection>
    </FormPage>
  );
}
