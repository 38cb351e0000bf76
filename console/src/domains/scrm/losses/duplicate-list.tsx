import { useQuery } from '@tanstack/react-query';
import { type Answer, api } from '../../../ground/api.ts';
import { KeyFigures } from '../../../ui/detail/key-figures.tsx';
import { formatCount, formatPercent } from '../../../ui/format.ts';
import type { ListRequest } from '../../../ui/list/column.ts';
import { memberColumn, textColumn } from '../../../ui/list/columns.tsx';
import { List } from '../../../ui/list/list.tsx';
import { Loaded } from '../../../ui/loaded.tsx';
import { useDuplicateText } from './texts.ts';

type Duplicate = Answer<'GET /api/admin/duplicate-customers'>['items'][number];

async function load({ q, cursor, limit, filters }: ListRequest) {
  return api('GET /api/admin/duplicate-customers', { query: { q, cursor, limit, userid: filters.staff } });
}

/** Customers whom several members of staff have. */
export function DuplicateList() {
  const t = useDuplicateText();
  return (
    <List<Duplicate>
      name="duplicate-customers"
      title={t('title')}
      purpose={t('purpose')}
      searchHint={t('search')}
      load={load}
      rowKey={(row) => row.id}
      above={<Share />}
      filters={[{ key: 'staff', kind: 'pick', of: 'wecom_member', label: t('staff') }]}
      columns={[
        textColumn('customer', t('customer'), (row) => row.customer || row.id),
        memberColumn('member', t('member'), (row) =>
          row.memberId === null ? null : { id: row.memberId, name: t('open_member') },
        ),
        textColumn('staff', t('staff'), ({ staff }) =>
          staff.map(({ name, served }) => t('served', { name, n: served })).join(t('and')),
        ),
        textColumn('most', t('most'), ({ staff }) => staff.find(({ most }) => most)?.name ?? t('nobody')),
      ]}
      empty={{ title: t('empty'), hint: t('empty_hint') }}
    />
  );
}

function Share() {
  const t = useDuplicateText();
  const query = useQuery({
    queryKey: ['duplicate-customers', 'figures'],
    queryFn: async () => api('GET /api/admin/duplicate-figures'),
  });
  return (
    <Loaded query={query}>
      {({ customers, duplicates }) => (
        <>
          <KeyFigures
            figures={[
              { label: t('customers'), value: formatCount(customers) },
              { label: t('duplicates'), value: formatCount(duplicates) },
              { label: t('share'), value: formatPercent(customers === 0 ? null : duplicates / customers) },
            ]}
          />
          <p className="hs-faint">{t('served_note')}</p>
        </>
      )}
    </Loaded>
  );
}
