import { useQuery } from '@tanstack/react-query';
import { api } from '../../../ground/api.ts';
import { asName } from '../../../ui/address/shapes.ts';
import { useAddress } from '../../../ui/address/use-address.ts';
import { KeyFigures, Panel } from '../../../ui/detail/key-figures.tsx';
import { useNames } from '../../../ui/form/fields/search-picker.tsx';
import { formatCount, formatPercent } from '../../../ui/format.ts';
import { Loaded } from '../../../ui/loaded.tsx';
import type { Segment } from './segment-page.tsx';
import { SegmentPicker } from './segment-picker.tsx';
import { useSegmentText } from './texts.ts';

const shapes = { with: asName } as const;

/** How many are in this segment and in another. */
export function SegmentOverlap({ segment }: { readonly segment: Segment }) {
  const t = useSegmentText();
  const [{ with: other }, change] = useAddress<{ with: string }>(shapes, { with: '' });
  return (
    <Panel title={t('tab_overlap')}>
      <SegmentPicker
        label={t('overlap_with')}
        value={other === '' ? [] : [other]}
        many={false}
        onChange={([next = '']) => change({ with: next })}
      />
      <div className="hs-overlap">
        {other === '' ? <p className="hs-soft">{t('overlap_hint')}</p> : <Both segment={segment} other={other} />}
      </div>
    </Panel>
  );
}

function Both({ segment, other }: { readonly segment: Segment; readonly other: string }) {
  const t = useSegmentText();
  const [named] = useNames('segment', [other]);
  const name = named?.label ?? t('overlap_other');
  const query = useQuery({
    queryKey: ['segments', 'overlap', segment.id, other, segment.refreshedAt],
    queryFn: async () =>
      api('GET /api/admin/segments/:id/overlap', { params: { id: segment.id }, query: { with: other } }),
  });
  const share = (of: string, both: number, all: number) =>
    t('overlap_share', { name: of, share: formatPercent(all === 0 ? null : both / all) });
  return (
    <Loaded query={query} rows={2}>
      {({ members, with: others, both }) => (
        <KeyFigures
          figures={[
            { label: t('overlap_only', { name: segment.name }), value: formatCount(members - both) },
            {
              label: t('overlap_both'),
              value: formatCount(both),
              note: (
                <>
                  {share(segment.name, both, members)}
                  <br />
                  {share(name, both, others)}
                </>
              ),
            },
            { label: t('overlap_only', { name }), value: formatCount(others - both) },
          ]}
        />
      )}
    </Loaded>
  );
}
