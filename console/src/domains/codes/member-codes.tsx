import { codePlace } from '@huoshui/contracts/words/codes';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { useCan } from '../../ground/session.tsx';
import { Facts, Panel } from '../../ui/detail/key-figures.tsx';
import { Time } from '../../ui/figures.tsx';
import { formatCount } from '../../ui/format.ts';
import { StateTag } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';
import { useCodeText } from './texts.ts';

type Touch = NonNullable<Answer<'GET /api/admin/members/:id/codes'>['first']>;

/** By which codes a member came; nothing where she never scanned one. */
export function CodesOfMember({ memberId }: { readonly memberId: string }) {
  const t = useCodeText();
  const can = useCan();
  const { data } = useQuery({
    queryKey: ['codes', 'of-member', memberId],
    queryFn: async () => api('GET /api/admin/members/:id/codes', { params: { id: memberId } }),
    enabled: can('codes.read'),
  });
  if (!data?.first) return null;
  return (
    <Panel title={t('came_by')} extra={data.brought && <StateTag tone="good">{t('brought')}</StateTag>}>
      <Facts
        facts={[
          { label: t('first_code'), value: <TouchOf touch={data.first} /> },
          ...(data.last === null ? [] : [{ label: t('last_code'), value: <TouchOf touch={data.last} /> }]),
          { label: t('scans'), value: formatCount(data.scans) },
        ]}
      />
    </Panel>
  );
}

function TouchOf({ touch: { codeId, name, place, at } }: { readonly touch: Touch }) {
  const say = useWords();
  return (
    <>
      <Link to={`/codes/${codeId}`}>{name}</Link>{' '}
      <span className="hs-faint">
        {say(codePlace[place])}{' '}
        <span className="hs-nowrap">
          · <Time at={at} absolute />
        </span>
      </span>
    </>
  );
}
