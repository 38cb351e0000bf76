import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useLocation, useParams, useSearchParams } from 'react-router';
import { api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { peopleValues } from '../../ground/people-address.ts';
import { useKnownParams } from '../../ui/address/known-params.tsx';
import { formatCount } from '../../ui/format.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { useWords } from '../../ui/words.ts';
import { SaveAsSegment } from '../audiences/index.ts';
import { type Who, WithCoupon, WithTag } from './batch-dialogs.tsx';
import { PeopleList } from './people-list.tsx';
import { useMemberText } from './texts.ts';

/** Whom a number counts. The question stands in the address; the server refuses what it does not know. */
export function PeoplePage() {
  const t = useMemberText();
  const say = useWords();
  const { name = '' } = useParams();
  const [params] = useSearchParams();
  const asked = peopleValues(params);
  useKnownParams(Object.keys(asked));
  const values = JSON.stringify(asked);
  const [from] = useState(useCameFrom());
  const head = useQuery({
    queryKey: ['people', name, values],
    queryFn: async () => api('GET /api/admin/people/:name', { params: { name }, query: { values, limit: 1 } }),
  });
  return (
    <div className="hs-page">
      <PageHead
        title={head.data ? say(head.data.sentence) : t('people_title')}
        {...(from === null ? {} : { back: { to: from, label: t('people_back') } })}
        actions={
          head.data &&
          head.data.persons > 0 && (
            <>
              <SaveAsSegment name={name} values={asked} question={say(head.data.sentence)} />
              <GiveThese who={{ people: { name, values: asked } }} />
            </>
          )
        }
        purpose={head.data && <Total persons={head.data.persons} visitors={head.data.visitors ?? 0} />}
      />
      <Loaded query={head}>{() => <PeopleList name={name} values={values} />}</Loaded>
    </div>
  );
}

/** Whom a number counts is whom a deed may be for. */
function GiveThese({ who }: { readonly who: Who }) {
  const t = useMemberText();
  const [open, setOpen] = useState<'tag' | 'coupon' | null>(null);
  return (
    <>
      <May call="POST /api/admin/member-batches/tag">
        <Button onClick={() => setOpen('tag')}>{t('many_tag')}</Button>
      </May>
      <May call="POST /api/admin/member-batches/coupon">
        <Button type="primary" onClick={() => setOpen('coupon')}>
          {t('many_coupon')}
        </Button>
      </May>
      {open === 'tag' && <WithTag kind="tag" who={who} onClose={() => setOpen(null)} />}
      {open === 'coupon' && <WithCoupon who={who} onClose={() => setOpen(null)} />}
    </>
  );
}

function Total({ persons, visitors }: { readonly persons: number; readonly visitors: number }) {
  const t = useMemberText();
  const all = t('people_total', { count: formatCount(persons) });
  return visitors === 0 ? all : `${all}${t('people_visitors', { count: formatCount(visitors) })}`;
}

/** The page with the number, when it was clicked there. */
function useCameFrom(): string | null {
  const { state }: { readonly state: unknown } = useLocation();
  const from: unknown = typeof state === 'object' && state !== null ? Reflect.get(state, 'from') : null;
  return typeof from === 'string' && from.startsWith('/') ? from : null;
}
