import { Link } from 'react-router';
import { api } from '../../ground/api.ts';
import type { PickerProps } from '../../ui/form/fields/field-kit.tsx';
import { SearchPicker } from '../../ui/form/fields/search-picker.tsx';
import { useQuizText } from './texts.ts';

async function findQuizzes(q: string) {
  const { items } = await api('GET /api/admin/quizzes', { query: { q: q || undefined, state: 'live', limit: 50 } });
  return items.map(({ id, name }) => ({ value: id, label: name }));
}

export function QuizPicker(props: PickerProps) {
  const t = useQuizText();
  const none = <Link to="/quizzes/new">{t('new_quiz')}</Link>;
  return <SearchPicker {...props} of="quiz" search={findQuizzes} hint={t('pick')} none={none} />;
}
