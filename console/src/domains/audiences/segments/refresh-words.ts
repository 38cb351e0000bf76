import { segmentRefresh } from '@huoshui/contracts/words/audiences';
import type { Answer } from '../../../ground/api.ts';
import { useWords } from '../../../ui/words.ts';
import { useSegmentText } from './texts.ts';

type Planned = Pick<Answer<'GET /api/admin/segments/:id'>, 'kind' | 'refresh' | 'hour'>;

/** When a segment is looked at; a list never is. */
export function useRefreshWords(): (segment: Planned) => string {
  const t = useSegmentText();
  const say = useWords();
  return ({ kind, refresh, hour }) => {
    if (kind === 'list') return '–';
    return refresh === 'daily' ? t('daily_at', { hour: String(hour ?? 0) }) : say(segmentRefresh[refresh]);
  };
}
