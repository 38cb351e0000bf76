import { valuesOf } from '@huoshui/contracts/words';
import { searchOutcome } from '@huoshui/contracts/words/catalog';
import { Button } from 'antd';
import { useState } from 'react';
import { type Answer, api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { PeopleLink } from '../../ground/people-link.tsx';
import { useAct } from '../../ui/act.ts';
import { type ListRequest, oneOf } from '../../ui/list/column.ts';
import { actsColumn, countColumn, textColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import { optionsOf, useWords } from '../../ui/words.ts';
import { SynonymDialog } from './synonym-dialog.tsx';
import { useCatalogText } from './texts.ts';

type Answered = Answer<'GET /api/admin/searches'>['items'][number];
type Row = Answered & { readonly outcome: 'missed' | 'found' | 'blocked'; readonly days: number };

const periods = ['7', '30', '90'] as const;

async function load({ q, limit, filters }: ListRequest) {
  const outcome = oneOf(valuesOf(searchOutcome), filters.outcome) ?? 'missed';
  const days = Number(oneOf(periods, filters.days) ?? '30');
  const page = await api('GET /api/admin/searches', { query: { q, limit, outcome, days } });
  return { ...page, items: page.items.map((row) => ({ ...row, outcome, days })) };
}

/** What shoppers search for: what they did not find first, so that a synonym or the goods can be brought in. */
export function SearchList() {
  const t = useCatalogText();
  const say = useWords();
  const [naming, setNaming] = useState<Row | null>(null);
  return (
    <>
      <List<Row>
        name="searches"
        title={t('searches_title')}
        purpose={t('searches_purpose')}
        searchHint={t('searched_word')}
        load={load}
        rowKey={(row) => row.word}
        filters={[
          { key: 'outcome', kind: 'choice', label: t('search_outcome'), options: optionsOf(searchOutcome, say) },
          {
            key: 'days',
            kind: 'choice',
            label: t('search_days'),
            options: periods.map((days) => ({ value: days, label: t('last_days', { days }) })),
          },
        ]}
        columns={[
          textColumn('word', t('searched_word'), (row) => row.word),
          {
            key: 'persons',
            title: t('search_persons'),
            number: true,
            render: ({ word, outcome, days, persons }) =>
              outcome === 'blocked' ? (
                <span className="hs-faint">–</span>
              ) : (
                <PeopleLink of="catalog.searched" values={{ word, outcome, days }} count={persons} />
              ),
            csv: (row) => row.persons,
          },
          countColumn('times', t('search_times'), (row) => (row.outcome === 'blocked' ? null : row.times)),
          countColumn('later', t('search_later'), (row) => (row.outcome === 'missed' ? row.laterPersons : null)),
          textColumn('laterWord', t('search_later_word'), (row) => row.laterWord),
          actsColumn((row) => <Acts row={row} onName={() => setNaming(row)} />, 200),
        ]}
        empty={{ title: t('searches_empty'), hint: t('searches_empty_hint') }}
      />
      {naming !== null && (
        <SynonymDialog
          synonym={null}
          start={{ searched: naming.word, ...(naming.laterWord === null ? {} : { finds: [naming.laterWord] }) }}
          onClose={() => setNaming(null)}
        />
      )}
    </>
  );
}

function Acts({ row, onName }: { readonly row: Row; readonly onName: () => void }) {
  const t = useCatalogText();
  const { busy, act } = useAct(['searches']);
  const block = async () =>
    act(
      async () => api('PUT /api/admin/searches/blocked', { body: { word: row.word, blocked: !row.blocked } }),
      t(row.blocked ? 'search_unblocked' : 'search_blocked'),
    );
  return (
    <span className="hs-inline" style={{ flexWrap: 'nowrap', justifyContent: 'flex-end' }}>
      {row.outcome === 'missed' && (
        <May call="POST /api/admin/synonyms">
          <Button size="small" type="link" onClick={onName}>
            {t('make_synonym')}
          </Button>
        </May>
      )}
      {row.outcome !== 'missed' && (
        <May call="PUT /api/admin/searches/blocked">
          <Button size="small" type="link" danger={!row.blocked} loading={busy} onClick={() => void block()}>
            {t(row.blocked ? 'search_unblock' : 'search_block')}
          </Button>
        </May>
      )}
    </span>
  );
}
