import { advocateDeed } from '@huoshui/contracts/words/advocates';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../../ground/api.ts';
import { Facts, Panel } from '../../../ui/detail/key-figures.tsx';
import { formatCount } from '../../../ui/format.ts';
import { useWords } from '../../../ui/words.ts';
import { useAdvocateText } from './texts.ts';

/** What she brought to the shop, in a panel of her profile; nothing where nothing counts. */
export function AdvocatePanel({ memberId }: { readonly memberId: string }) {
  const t = useAdvocateText();
  const say = useWords();
  const { data } = useQuery({
    queryKey: ['members', 'advocate', memberId],
    queryFn: async () => api('GET /api/admin/members/:id/advocate', { params: { id: memberId } }),
  });
  if (!data?.advocate) return null;
  const { score, koc, parts, why } = data.advocate;
  return (
    <Panel title={t('advocates')}>
      <Facts
        facts={[
          { label: t('score'), value: koc ? `${formatCount(score)} · ${t('is')}` : formatCount(score) },
          ...parts.map(({ deed, count, points }) => ({
            label: say(advocateDeed[deed]),
            value: `${formatCount(count)} · +${formatCount(points)}`,
          })),
        ]}
      />
      <div className="hs-small hs-soft" style={{ marginTop: 8 }}>
        {say(why)}
      </div>
    </Panel>
  );
}
