import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert } from 'antd';
import { useEffect } from 'react';
import { Link } from 'react-router';
import { api } from '../../ground/api.ts';
import { byPlace } from '../../ui/by-place.ts';
import { formatCount } from '../../ui/format.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { ReportTable } from '../../ui/report/tables.tsx';
import { useWords } from '../../ui/words.ts';
import { useBriefingText } from './texts.ts';

/** One issue as it was made: its figures do not change any more. Looking at it is having read it. */
export function Issue({ id, unread }: { readonly id: string; readonly unread: boolean }) {
  const t = useBriefingText();
  const say = useWords();
  useMarkRead(id, unread);
  const query = useQuery({
    queryKey: ['briefing-issue', id],
    queryFn: async () => api('GET /api/admin/briefing-inbox/:id', { params: { id } }),
  });
  return (
    <Loaded query={query}>
      {({ sections, anomalies }) => (
        <>
          {anomalies.map((anomaly) => (
            <Alert key={say(anomaly)} type="warning" showIcon title={say(anomaly)} style={{ marginBottom: 12 }} />
          ))}
          {byPlace(sections).map(({ place, item: section }) => (
            <section key={place} style={{ marginBottom: 32 }}>
              <h2 style={{ fontSize: 16, margin: '0 0 4px' }}>{section.name}</h2>
              <p className="hs-soft hs-small">
                {section.sentence && say(section.sentence)} {section.fault && say(section.fault)}{' '}
                <Link to={section.address}>{t('open')}</Link>
              </p>
              {section.tables.map((table) => (
                <div key={table.key} style={{ marginBottom: 16 }}>
                  <strong>{say(table.words)}</strong>
                  <ReportTable table={table} people={(_of, _values, count) => formatCount(count)} />
                </div>
              ))}
              {section.tables.length === 0 && section.fault === null && <p className="hs-soft">{t('nothing')}</p>}
            </section>
          ))}
        </>
      )}
    </Loaded>
  );
}

function useMarkRead(id: string, unread: boolean): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (!unread) return;
    const tell = async () => {
      await api('POST /api/admin/briefing-inbox/:id/reading', { params: { id } });
      await queries.invalidateQueries({ queryKey: ['briefing-inbox'] });
      await queries.invalidateQueries({ queryKey: ['work'] });
    };
    // Not told, it stays unread: nothing is lost.
    tell().catch(() => undefined);
  }, [unread, id, queries]);
}
