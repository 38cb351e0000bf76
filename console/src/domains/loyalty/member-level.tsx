import { useQuery } from '@tanstack/react-query';
import { Progress } from 'antd';
import { useCallback } from 'react';
import { type Answer, api } from '../../ground/api.ts';
import { formatTime } from '../../ui/calendar.ts';
import { Facts, Panel } from '../../ui/detail/key-figures.tsx';
import { formatCount } from '../../ui/format.ts';
import type { ListRequest } from '../../ui/list/column.ts';
import { countColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { useWords } from '../../ui/words.ts';
import { useLoyaltyText } from './texts.ts';

type Hers = { readonly memberId: string };

/** Her level and how far it is to the next, in a panel of her profile; nothing while the shop has no levels. */
export function LevelPanel({ memberId }: Hers) {
  const t = useLoyaltyText();
  const query = useQuery({
    queryKey: ['members', 'level', memberId],
    queryFn: async () => api('GET /api/admin/members/:id/level', { params: { id: memberId } }),
  });
  if (query.data?.on === false) return null;
  return (
    <Panel title={t('level')}>
      <Loaded query={query} rows={2}>
        {({ level, growth, next, keptUntil, falls }) => (
          <>
            <Facts
              facts={[
                { label: t('level'), value: level?.name ?? t('no_level') },
                { label: t('growth'), value: formatCount(growth) },
                ...(next === null
                  ? []
                  : [
                      {
                        label: t('next_level', { name: next.name }),
                        value: t('missing', { n: formatCount(next.missing) }),
                      },
                    ]),
                ...(keptUntil === null || falls !== null
                  ? []
                  : [{ label: t('kept_until'), value: lastDayOf(keptUntil) }]),
                ...(falls === null
                  ? []
                  : [
                      {
                        label: t('falls_at'),
                        value: t('falls_value', { day: lastDayOf(falls.at), n: formatCount(falls.missing) }),
                      },
                    ]),
              ]}
            />
            {next !== null && (
              <Progress
                percent={Math.floor((growth / next.growth) * 100)}
                size="small"
                aria-label={t('next_level', { name: next.name })}
              />
            )}
          </>
        )}
      </Loaded>
    </Panel>
  );
}

type Grown = Answer<'GET /api/admin/members/:id/growth'>['items'][number];

/** What grew her, newest first. */
export function GrowthOf({ memberId }: Hers) {
  const t = useLoyaltyText();
  const say = useWords();
  const load = useCallback(
    async ({ cursor, limit }: ListRequest) =>
      api('GET /api/admin/members/:id/growth', { params: { id: memberId }, query: { cursor, limit } }),
    [memberId],
  );
  return (
    <List<Grown>
      embedded
      name="growth-of-member"
      title={t('growth')}
      load={load}
      rowKey={(row) => row.key}
      columns={[
        countColumn('value', t('growth'), (row) => row.value),
        textColumn('note', t('note'), (row) => say(row.note)),
        textColumn('ends', t('counts_until'), (row) => (row.endsAt === null ? '–' : lastDayOf(row.endsAt))),
        timeColumn('at', t('at'), (row) => row.at),
      ]}
      empty={{ title: t('growth_empty'), hint: t('growth_empty_hint') }}
    />
  );
}

/** The last whole day before a midnight. */
function lastDayOf(end: string): string {
  return formatTime(new Date(Date.parse(end) - 1).toISOString()).slice(0, 10);
}
