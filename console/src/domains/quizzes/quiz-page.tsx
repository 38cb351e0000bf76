import { quizState } from '@huoshui/contracts/words/quizzes';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { Link, useNavigate, useParams } from 'react-router';
import { api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { useAct } from '../../ui/act.ts';
import { Facts, Panel } from '../../ui/detail/key-figures.tsx';
import { Time } from '../../ui/figures.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { QuotedCode } from '../../ui/quoted-code.tsx';
import { StateTag } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';
import { Scorecard } from '../outcomes/index.ts';
import type { Quiz } from './quiz-list.tsx';
import { QuizPreview } from './quiz-preview.tsx';
import { QuizResult } from './quiz-result.tsx';
import { useQuizText } from './texts.ts';

export function QuizPage() {
  const { id = '' } = useParams();
  const query = useQuery({
    queryKey: ['quizzes', 'one', id],
    queryFn: async () => api('GET /api/admin/quizzes/:id', { params: { id } }),
  });
  return <Loaded query={query}>{(quiz) => <Shown quiz={quiz} />}</Loaded>;
}

function Shown({ quiz }: { readonly quiz: Quiz }) {
  const t = useQuizText();
  const say = useWords();
  return (
    <div className="hs-page">
      <PageHead
        back={{ to: '/quizzes', label: t('quizzes') }}
        title={quiz.name}
        state={<StateTag tone={quiz.state === 'live' ? 'good' : 'neutral'}>{say(quizState[quiz.state])}</StateTag>}
        actions={<Actions quiz={quiz} />}
      />
      {quiz.trouble !== null && (
        <Alert type="warning" showIcon title={say(quiz.trouble)} style={{ marginBottom: 16 }} />
      )}
      <Scorecard kind="quiz" id={quiz.id} />
      <div className="hs-split">
        <QuizResult quiz={quiz} />
        <div>
          <Panel title={t('about')}>
            <Facts
              facts={[
                { label: t('rule'), value: say(quiz.sentence) },
                { label: t('page'), value: <QuotedCode code={quiz.page} /> },
                ...(quiz.codeId === null
                  ? []
                  : [{ label: t('own_code'), value: <Link to={`/codes/${quiz.codeId}`}>{t('open_code')}</Link> }]),
                { label: t('created'), value: <Time at={quiz.createdAt} absolute /> },
              ]}
            />
            <p className="hs-soft">{t('page_hint')}</p>
            <p>
              <Link to="/placements/new">{t('into_popup')}</Link>
            </p>
            <p className="hs-soft">{t('popup_hint')}</p>
          </Panel>
          <QuizPreview values={quiz.values} />
        </div>
      </div>
    </div>
  );
}

function Actions({ quiz }: { readonly quiz: Quiz }) {
  const t = useQuizText();
  const navigate = useNavigate();
  const { busy, act } = useAct(['quizzes']);
  const archived = quiz.state === 'live';
  return (
    <>
      <May call="POST /api/admin/quizzes/:id/archiving">
        <Button
          loading={busy}
          onClick={() =>
            void act(
              async () => api('POST /api/admin/quizzes/:id/archiving', { params: { id: quiz.id }, body: { archived } }),
              t(archived ? 'archived_done' : 'restored_done'),
            )
          }
        >
          {t(archived ? 'archive' : 'restore')}
        </Button>
      </May>
      <May call="PUT /api/admin/quizzes/:id">
        <Button type="primary" onClick={() => void navigate(`/quizzes/${quiz.id}/edit`)}>
          {t('edit')}
        </Button>
      </May>
    </>
  );
}
