import { upliftVerdict } from '@huoshui/contracts/words/journeys';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../ground/api.ts';
import { useLanguage } from '../../ui/figures.tsx';
import { StateTag } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';
import { useJourneyText } from './texts.ts';
import { pointsOf, verdictTones } from './uplift-interval.tsx';

/** In a list of journeys: whether it works, by how much and how surely; what it did in total says neither. */
export function UpliftLine({ journeyId }: { readonly journeyId: string }) {
  const t = useJourneyText();
  const say = useWords();
  const language = useLanguage();
  const query = useQuery({
    queryKey: ['journeys', 'uplift', journeyId],
    queryFn: async () => api('GET /api/admin/journeys/:id/uplift', { params: { id: journeyId } }),
  });
  if (!query.data) return null;
  const { verdict, points, low, high } = query.data;
  return (
    <span className="hs-inline">
      <StateTag tone={verdictTones[verdict]}>{say(upliftVerdict[verdict])}</StateTag>
      {verdict !== 'too_few' && (
        <span className="hs-faint hs-small">
          {pointsOf(points, language)} · {t('interval', { low: low.toFixed(1), high: pointsOf(high, language) })}
        </span>
      )}
    </span>
  );
}
