import { PlusOutlined } from '@ant-design/icons';
import { valuesOf } from '@huoshui/contracts/words';
import { quizState } from '@huoshui/contracts/words/quizzes';
import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { type ListRequest, oneOf } from '../../ui/list/column.ts';
import { countColumn, stateColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import { optionsOf, useWords } from '../../ui/words.ts';
import { useQuizText } from './texts.ts';

export type Quiz = Answer<'GET /api/admin/quizzes'>['items'][number];

async function load({ q, cursor, limit, filters }: ListRequest) {
  const state = oneOf(valuesOf(quizState), filters.state);
  return api('GET /api/admin/quizzes', { query: { q, cursor, limit, state } });
}

export function QuizList() {
  const t = useQuizText();
  const say = useWords();
  const navigate = useNavigate();
  const create = (
    <May call="POST /api/admin/quizzes">
      <Button type="primary" icon={<PlusOutlined />} onClick={() => void navigate('/quizzes/new')}>
        {t('new_quiz')}
      </Button>
    </May>
  );
  return (
    <List<Quiz>
      name="quizzes"
      title={t('quizzes')}
      purpose={t('quizzes_purpose')}
      searchHint={t('search')}
      load={load}
      rowKey={(row) => row.id}
      actions={create}
      onOpen={(row) => void navigate(`/quizzes/${row.id}`)}
      filters={[{ key: 'state', kind: 'choice', label: t('state'), options: optionsOf(quizState, say) }]}
      columns={[
        textColumn('name', t('name'), (row) => row.name),
        textColumn('title', t('shown_title'), (row) => String(row.values.title ?? '')),
        countColumn('finished', t('finished'), (row) => row.finished),
        countColumn('gifted', t('gifted'), (row) => row.gifted),
        stateColumn(
          'state',
          t('state'),
          (row) => say(quizState[row.state]),
          (row) => (row.state === 'live' ? 'good' : 'neutral'),
        ),
        timeColumn('created', t('created'), (row) => row.createdAt),
      ]}
      empty={{ title: t('empty'), hint: t('empty_hint'), action: create }}
    />
  );
}
