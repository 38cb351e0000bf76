import { useMemo } from 'react';
import { Link } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { PeopleLink } from '../../ground/people-link.tsx';
import { useCan } from '../../ground/session.tsx';
import { Panel } from '../../ui/detail/key-figures.tsx';
import { Money } from '../../ui/figures.tsx';
import { formatPercent } from '../../ui/format.ts';
import { FiguresOverDays } from '../../ui/report/figures-over-days.tsx';
import { Grid, type GridColumn, gridTable } from '../../ui/report/grid.tsx';
import { counted } from '../../ui/report/grid-columns.tsx';
import { SaveTable } from '../../ui/save-table.tsx';
import type { Quiz } from './quiz-list.tsx';
import { useQuizText } from './texts.ts';

type Told = Answer<'GET /api/admin/quizzes/:id/figures'>;
type Figures = Told['whole'];
type Step = keyof Figures;
type Days = { readonly from: string; readonly to: string };

const places = ['first', 'second', 'third'] as const;
const rate = (part: number, whole: number) => (whole === 0 ? '–' : formatPercent(part / whole));

/** How far people came, what they answered, and what they were given. */
export function QuizResult({ quiz }: { readonly quiz: Quiz }) {
  const t = useQuizText();
  const can = useCan();
  const lines = useMemo(
    () =>
      [
        [t('started'), ({ started }: Figures) => started],
        [t('finished'), ({ finished }: Figures) => finished],
        [t('gifted'), ({ gifted }: Figures) => gifted],
      ] as const,
    [t],
  );
  const link = (range: Days, who: Step, count: number) => (
    <PeopleLink of="quizzes.people" values={{ quiz: quiz.id, range, who, result: 'any' }} count={count} />
  );
  return (
    <FiguresOverDays<Figures, Told>
      of={['quizzes', 'figures', quiz.id]}
      load={async (query) => api('GET /api/admin/quizzes/:id/figures', { params: { id: quiz.id }, query })}
      lines={lines}
      figures={({ whole, cost }, range) => [
        { label: t('started'), value: link(range, 'started', whole.started) },
        {
          label: t('finished'),
          value: link(range, 'finished', whole.finished),
          note: t('of_started', { rate: rate(whole.finished, whole.started) }),
        },
        ...(whole.locked === 0
          ? []
          : [
              { label: t('locked'), value: link(range, 'locked', whole.locked) },
              {
                label: t('followed'),
                value: link(range, 'followed', whole.followed),
                note: t('of_locked', { rate: rate(whole.followed, whole.locked) }),
              },
            ]),
        { label: t('told'), value: link(range, 'told', whole.told) },
        { label: t('gifted'), value: link(range, 'gifted', whole.gifted) },
        ...(whole.refused === 0
          ? []
          : [{ label: t('refused'), value: link(range, 'refused', whole.refused), note: t('refused_hint') }]),
        {
          label: t('cost'),
          value: <Money fen={cost} />,
          note: can('benefits.read') && <Link to={`/grants?cause=${quiz.id}`}>{t('see_ledger')}</Link>,
        },
      ]}
      below={(told, range) => (
        <>
          <ByResult quiz={quiz} told={told} range={range} />
          <ByAnswer told={told} />
        </>
      )}
    />
  );
}

type ResultRow = Told['results'][number];
type ByResultProps = { readonly quiz: Quiz; readonly told: Told; readonly range: Days };

function ByResult({ quiz, told: { results, whole }, range }: ByResultProps) {
  const t = useQuizText();
  const columns: readonly GridColumn<ResultRow>[] = [
    { title: t('result'), render: ({ title }) => title, csv: ({ title }) => title },
    {
      title: t('people'),
      number: true,
      render: (row) => {
        const result = places[results.indexOf(row)] ?? 'any';
        const values = { quiz: quiz.id, range, who: 'finished', result };
        return <PeopleLink of="quizzes.people" values={values} count={row.people} />;
      },
      csv: ({ people }) => people,
    },
    { title: t('share'), number: true, render: ({ people }) => rate(people, whole.finished) },
    counted(t('gifted'), ({ gifted }) => gifted),
  ];
  const file = () => ({ name: `${quiz.name} ${t('by_result')}`, tables: [gridTable(columns, results)] });
  return (
    <Panel title={t('by_result')} flush extra={<SaveTable size="small" file={file} />}>
      <Grid rows={results} rowKey={({ title }) => title} columns={columns} />
    </Panel>
  );
}

type AnswerRow = { readonly key: string; readonly question: string; readonly answer: string; readonly people: number };

function ByAnswer({ told: { questions, whole } }: { readonly told: Told }) {
  const t = useQuizText();
  const rows = questions.flatMap(({ text, answers }, at) =>
    answers.map(
      (one, place): AnswerRow => ({ key: `${at} ${place}`, question: text, answer: one.text, people: one.people }),
    ),
  );
  const columns: readonly GridColumn<AnswerRow>[] = [
    {
      title: t('question'),
      render: ({ key, question }) => (key.endsWith(' 0') ? question : ''),
      csv: ({ question }) => question,
    },
    { title: t('answer'), render: ({ answer }) => answer, csv: ({ answer }) => answer },
    counted(t('people'), ({ people }) => people),
    { title: t('share'), number: true, render: ({ people }) => rate(people, whole.finished) },
  ];
  const file = () => ({ name: t('by_answer'), tables: [gridTable(columns, rows)] });
  return (
    <Panel title={t('by_answer')} flush extra={<SaveTable size="small" file={file} />}>
      <Grid rows={rows} rowKey={({ key }) => key} columns={columns} />
    </Panel>
  );
}
