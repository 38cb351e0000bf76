import { valueGrade } from '@huoshui/contracts/words/audiences';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../ground/api.ts';
import { Facts, Panel } from '../../ui/detail/key-figures.tsx';
import { formatPercent, formatYuan } from '../../ui/format.ts';
import { useWords } from '../../ui/words.ts';
import { useAudienceText } from './texts.ts';

/** What the models say of her, in a panel of her profile; nothing where they know nothing. */
export function ValuePanel({ memberId }: { readonly memberId: string }) {
  const t = useAudienceText();
  const say = useWords();
  const { data } = useQuery({
    queryKey: ['members', 'value', memberId],
    queryFn: async () => api('GET /api/admin/members/:id/value', { params: { id: memberId } }),
  });
  const { data: graded } = useQuery({
    queryKey: ['members', 'grade', memberId],
    queryFn: async () => api('GET /api/admin/members/:id/grade', { params: { id: memberId } }),
  });
  if (!data?.value) return graded?.grade ? <Panel title={t('value_panel')}>{say(graded.grade.why)}</Panel> : null;
  const { alive, nextBy, ahead } = data.value;
  return (
    <Panel title={t('value_panel')}>
      <Facts
        facts={[
          { label: t('value_alive'), value: formatPercent(alive) },
          { label: t('value_by'), value: nextBy },
          ...ahead.map(({ days, purchases, spent }) => ({
            label: t('value_ahead', { days }),
            value: t('value_ahead_of', { purchases: purchases.toFixed(1), spent: formatYuan(spent) }),
          })),
        ]}
      />
      {graded?.grade && (
        <div className="hs-small hs-soft" style={{ marginTop: 8 }}>
          {say(valueGrade[graded.grade.grade])}: {say(graded.grade.why)}
        </div>
      )}
    </Panel>
  );
}
