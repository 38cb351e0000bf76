import { valuesOf, wordsOf } from '@huoshui/contracts/words';
import { auditArea } from '@huoshui/contracts/words/permissions';
import { useQuery } from '@tanstack/react-query';
import { type Answer, api, fileAddress } from '../../ground/api.ts';
import { Facts } from '../../ui/detail/key-figures.tsx';
import { Time } from '../../ui/figures.tsx';
import { formatCount } from '../../ui/format.ts';
import { type ListRequest, oneOf } from '../../ui/list/column.ts';
import { countColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import { optionsOf, useWords } from '../../ui/words.ts';
import { AuditChain } from './audit-chain.tsx';
import { differencesOf } from './differences.ts';
import { useSettingsText } from './texts.ts';
import './settings.css';

type AuditEntry = Answer<'GET /api/admin/audit'>['items'][number];

async function load({ cursor, limit, ...asked }: ListRequest) {
  return api('GET /api/admin/audit', { query: { ...queryOf(asked), cursor, limit } });
}

function queryOf({ q, filters }: Pick<ListRequest, 'q' | 'filters'>) {
  const [from, to] = (filters.days ?? '').split('..');
  return {
    ...{ q, area: oneOf(valuesOf(auditArea), filters.area), operatorId: filters.who },
    from: from || undefined,
    to: to || undefined,
  };
}

export function AuditList() {
  const t = useSettingsText();
  const operators = useQuery({
    queryKey: ['operators', 'all'],
    queryFn: async () => api('GET /api/admin/operators', { query: { limit: 200 } }),
  });
  const say = useWords();
  const areaName = (area: string) => say(wordsOf(auditArea, area));
  const actor = (row: AuditEntry) => {
    if (row.operatorId === null) return t('system');
    return row.apiKey === null ? row.operatorName : t('by_key', { key: row.apiKey, name: row.operatorName });
  };
  return (
    <List<AuditEntry>
      name="audit"
      title={t('audit_title')}
      purpose={t('audit_purpose')}
      searchHint={t('audit_search')}
      load={load}
      file={(asked) => fileAddress('GET /api/admin/audit/export.csv', undefined, queryOf(asked))}
      rowKey={(row) => row.id}
      above={<AuditChain />}
      filters={[
        {
          key: 'area',
          kind: 'choice',
          label: t('area'),
          options: optionsOf(auditArea, say),
        },
        {
          key: 'who',
          kind: 'choice',
          label: t('who'),
          options: (operators.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
        },
        { key: 'days', kind: 'days', label: t('when') },
      ]}
      columns={[
        timeColumn('when', t('when'), (row) => row.at, { width: 140 }),
        textColumn('who', t('who'), (row) => actor(row), { width: 140 }),
        textColumn('area', t('area'), (row) => areaName(row.area), { width: 100 }),
        textColumn('what', t('what'), (row) => say(row.summary)),
        {
          key: 'entity',
          title: t('entity'),
          hidden: true,
          render: (row) => <span className="hs-code">{row.entityId ?? '–'}</span>,
          csv: (row) => row.entityId,
        },
        {
          key: 'action',
          title: t('action'),
          hidden: true,
          render: (row) => <span className="hs-code">{row.action}</span>,
          csv: (row) => row.action,
        },
        countColumn('no', t('seal'), (row) => row.seal?.no ?? null, { hidden: true }),
      ]}
      drawer={{
        title: (row) => say(row.summary),
        body: (row) => (
          <>
            <Differences row={row} />
            <Facts
              facts={[
                { label: t('who'), value: actor(row) },
                { label: t('when'), value: <Time at={row.at} absolute /> },
                { label: t('area'), value: areaName(row.area) },
                { label: t('entity'), value: <span className="hs-code">{row.entityId ?? '–'}</span> },
                { label: t('action'), value: <span className="hs-code">{row.action}</span> },
                { label: t('request'), value: <span className="hs-code">{row.requestId}</span> },
                { label: t('seal'), value: <Seal seal={row.seal} /> },
              ]}
            />
          </>
        ),
      }}
      empty={{ title: t('audit_empty'), hint: t('audit_empty_hint') }}
    />
  );
}

function Seal({ seal }: { readonly seal: AuditEntry['seal'] }) {
  const t = useSettingsText();
  if (seal === null) return <span className="hs-faint">{t('seal_waits')}</span>;
  return (
    <>
      {formatCount(seal.no)} <span className="hs-code hs-faint">{seal.hash.slice(0, 16)}…</span>
    </>
  );
}

/** What was changed, value by value. */
function Differences({ row }: { readonly row: AuditEntry }) {
  const t = useSettingsText();
  const say = useWords();
  const found = differencesOf(row.before, row.details);
  if (found.length === 0) return <p className="hs-faint">{t('nothing_changed')}</p>;
  const compared = found.some(({ before }) => before !== null);
  return (
    <table className="hs-differences">
      <thead>
        <tr>
          <th scope="col">{t('difference_at')}</th>
          {compared && <th scope="col">{t('difference_before')}</th>}
          <th scope="col">{compared ? t('difference_after') : t('difference_given')}</th>
        </tr>
      </thead>
      <tbody>
        {found.map(({ at, before, after }) => (
          <tr key={at.zh}>
            <th scope="row">{say(at)}</th>
            {compared && <td className="hs-before">{before === null ? '–' : say(before)}</td>}
            <td>{say(after)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
