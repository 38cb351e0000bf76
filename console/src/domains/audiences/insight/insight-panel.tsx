import { rhythm, role } from '@huoshui/contracts/words/audiences';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../../ground/api.ts';
import { Panel } from '../../../ui/detail/key-figures.tsx';
import { StateTag } from '../../../ui/state-tag.tsx';
import { useWords } from '../../../ui/words.ts';
import { useInsightText } from './texts.ts';

const tones = { frequent: 'good', regular: 'info', at_risk: 'warn', churned: 'bad', unseen: 'neutral' } as const;

/** The tier she is in, signs that she is leaving and what she likes, each with what it was read from. */
export function InsightPanel({ memberId }: { readonly memberId: string }) {
  const t = useInsightText();
  const say = useWords();
  const { data } = useQuery({
    queryKey: ['members', 'insight', memberId],
    queryFn: async () => api('GET /api/admin/members/:id/insight', { params: { id: memberId } }),
  });
  if (!data?.insight) return null;
  const { role: is, rhythm: comes, why, signs, likes } = data.insight;
  return (
    <Panel title={t('panel')}>
      <div className="hs-stack" style={{ gap: 10 }}>
        <div>
          <div className="hs-inline">
            <StateTag tone="info">{say(role[is])}</StateTag>
            <StateTag tone={tones[comes]}>{say(rhythm[comes])}</StateTag>
          </div>
          <div className="hs-small hs-soft">{say(why)}</div>
        </div>
        {signs.length > 0 && (
          <div>
            <div className="hs-soft">{t('signs')}</div>
            {signs.map(({ sign, label, why: reason }) => (
              <div key={sign}>
                {say(label)}
                <div className="hs-small hs-soft">{say(reason)}</div>
              </div>
            ))}
          </div>
        )}
        {likes.length > 0 && (
          <div>
            <div className="hs-soft">{t('likes')}</div>
            {likes.map(({ categoryId, category, ...from }) => (
              <div key={categoryId}>
                {say(category)}
                <div className="hs-small hs-soft">{t('like_why', from)}</div>
              </div>
            ))}
          </div>
        )}
      </div>
    </Panel>
  );
}
