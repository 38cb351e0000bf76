import { useQuery } from '@tanstack/react-query';
import { api } from '../../ground/api.ts';
import { shanghaiDay } from '../../ui/calendar.ts';
import { Panel } from '../../ui/detail/key-figures.tsx';
import { now } from '../../ui/now.ts';
import { useWords } from '../../ui/words.ts';
import { useAudienceText } from './texts.ts';

/** What of hers will be used up and when, with the reason; nothing where nothing is foretold. */
export function RunOutPanel({ memberId }: { readonly memberId: string }) {
  const t = useAudienceText();
  const say = useWords();
  const { data } = useQuery({
    queryKey: ['members', 'run-outs', memberId],
    queryFn: async () => api('GET /api/admin/members/:id/run-outs', { params: { id: memberId } }),
  });
  if (!data || data.items.length === 0) return null;
  const today = shanghaiDay(now());
  return (
    <Panel title={t('run_out_panel')}>
      <div className="hs-stack" style={{ gap: 8 }}>
        {data.items.slice(0, 5).map(({ categoryId, category, goods, lastDay, purchases, runsOutOn, cycle }) => (
          <div key={categoryId}>
            <div>
              {say(category)} {t(runsOutOn < today ? 'run_out_past' : 'run_out_on', { day: runsOutOn })}
            </div>
            <div className="hs-small hs-soft">
              {t('run_out_why', {
                last: lastDay,
                goods,
                purchases,
                days: cycle.daysPerUnit.toFixed(1),
                members: cycle.members,
                gaps: cycle.gaps,
              })}
            </div>
          </div>
        ))}
      </div>
    </Panel>
  );
}
