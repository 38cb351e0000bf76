import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { api } from '../../../ground/api.ts';
import { useCan } from '../../../ground/session.tsx';
import { Panel } from '../../../ui/detail/key-figures.tsx';
import { Loaded } from '../../../ui/loaded.tsx';
import { WhyInSegment } from './why-in-segment.tsx';
import '../audiences.css';
import { useSegmentText } from './texts.ts';

/** The segments that hold a member. */
export function HerSegments({ memberId }: { readonly memberId: string }) {
  const t = useSegmentText();
  const can = useCan();
  const query = useQuery({
    queryKey: ['segments', 'of', memberId],
    enabled: can('audiences.read'),
    queryFn: async () => api('GET /api/admin/members/:id/segments', { params: { id: memberId } }),
  });
  if (!can('audiences.read')) return null;
  return (
    <Panel title={t('hers')}>
      <Loaded query={query} rows={1}>
        {({ items }) =>
          items.length === 0 ? (
            <span className="hs-soft">{t('hers_none')}</span>
          ) : (
            <span className="hs-inline">
              {items.map(({ id, name }) => (
                <span key={id} className="hs-nowrap">
                  <Link to={`/segments/${id}`}>{name}</Link>
                  <WhyInSegment memberId={memberId} segmentId={id} />
                </span>
              ))}
            </span>
          )
        }
      </Loaded>
    </Panel>
  );
}
