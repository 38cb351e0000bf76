import { valuesOf } from '@huoshui/contracts/words';
import { advocateDeed } from '@huoshui/contracts/words/advocates';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { type Answer, api } from '../../../ground/api.ts';
import { PeopleLink } from '../../../ground/people-link.tsx';
import { Time } from '../../../ui/figures.tsx';
import type { ListRequest } from '../../../ui/list/column.ts';
import { countColumn, memberColumn, timeColumn } from '../../../ui/list/columns.tsx';
import { List } from '../../../ui/list/list.tsx';
import { useWords } from '../../../ui/words.ts';
import { useAdvocateText } from './texts.ts';

type Advocate = Answer<'GET /api/admin/advocates'>['items'][number];

async function load({ q, cursor, limit, filters }: ListRequest) {
  const only = filters.only === 'koc' ? 'koc' : undefined;
  return api('GET /api/admin/advocates', { query: { q, cursor, limit, only } });
}

const countOf = ({ parts }: Advocate, deed: string) => parts.find((part) => part.deed === deed)?.count ?? 0;

export function AdvocateList() {
  const t = useAdvocateText();
  const say = useWords();
  return (
    <List<Advocate>
      name="advocates"
      title={t('advocates')}
      purpose={t('purpose')}
      searchHint={t('search')}
      load={load}
      rowKey={(row) => row.person.memberId}
      above={<Standing />}
      filters={[{ key: 'only', kind: 'choice', label: t('only'), options: [{ value: 'koc', label: t('only_koc') }] }]}
      columns={[
        memberColumn('member', t('member'), ({ person }) => ({
          id: person.memberId,
          name: person.nickname || person.memberId,
        })),
        countColumn('score', t('score'), (row) => row.score),
        ...valuesOf(advocateDeed).map((deed) =>
          countColumn<Advocate>(deed, say(advocateDeed[deed]), (row) => countOf(row, deed)),
        ),
        timeColumn('since', t('since'), (row) => row.since),
      ]}
      empty={{
        title: t('empty'),
        hint: t('empty_hint'),
        action: <Link to="/settings/advocate-rules">{t('to_rules')}</Link>,
      }}
    />
  );
}

/** How many there are, by which line, and of when; the number opens them. */
function Standing() {
  const t = useAdvocateText();
  const { data } = useQuery({
    queryKey: ['advocates', 'standing'],
    queryFn: async () => api('GET /api/admin/advocates', { query: { limit: 1 } }),
  });
  if (data === undefined) return null;
  const { kocs, least, days, countedAt } = data;
  return (
    <p className="hs-soft">
      {t('count')} <PeopleLink of="advocates.kocs" values={{}} count={kocs} /> · {t('line', { least, days })} ·{' '}
      {countedAt === null ? (
        t('not_counted')
      ) : (
        <>
          {t('counted')} <Time at={countedAt} />
        </>
      )}{' '}
      · <Link to="/settings/advocate-rules">{t('to_rules')}</Link>
    </p>
  );
}
