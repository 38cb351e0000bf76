import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { api } from '../../../ground/api.ts';
import { May } from '../../../ground/may.tsx';
import { useAct } from '../../../ui/act.ts';
import { useConfirm } from '../../../ui/confirm.tsx';
import { formatCount } from '../../../ui/format.ts';
import { ListDialog } from './list-dialog.tsx';
import type { Segment } from './segment-page.tsx';
import { useSegmentText } from './texts.ts';

export function SegmentActions({ segment }: { readonly segment: Segment }) {
  const t = useSegmentText();
  const navigate = useNavigate();
  const confirm = useConfirm();
  const { busy, act } = useAct(['segments']);
  const [listing, setListing] = useState(false);
  const { id, name, kind, state, members, usedBy, working, revision } = segment;
  const setState = async (next: 'active' | 'archived') => {
    const names = usedBy.map((one) => one.name).join(t('comma'));
    const sure =
      next === 'active' ||
      (await confirm({
        title: t('archive_title', { name }),
        body: (
          <>
            {t('archive_body', { count: formatCount(members) })}
            {names !== '' && <p>{t('archive_used', { names })}</p>}
          </>
        ),
        ok: t('archive'),
        danger: true,
      }));
    if (!sure) return;
    await act(
      async () =>
        api('PUT /api/admin/segments/:id/state', {
          params: { id },
          body: { state: next, knowing: usedBy.map((one) => one.id) },
          revision,
        }),
      t('state_done'),
    );
  };
  const refresh = async () =>
    act(async () => api('POST /api/admin/segments/:id/refreshing', { params: { id } }), t('refreshing'));
  return (
    <span className="hs-inline">
      {kind === 'rule' && state === 'active' && (
        <May call="POST /api/admin/segments/:id/refreshing">
          <Button loading={busy} disabled={working} onClick={() => void refresh()}>
            {t('refresh_now')}
          </Button>
        </May>
      )}
      {kind === 'list' && state === 'active' && (
        <May call="PUT /api/admin/segments/:id/list">
          <Button onClick={() => setListing(true)}>{t('list_replace')}</Button>
          {listing && <ListDialog segment={segment} onClose={() => setListing(false)} />}
        </May>
      )}
      <May call="PUT /api/admin/segments/:id">
        <Button onClick={() => void navigate(`/segments/${id}/edit`)}>{t('change')}</Button>
      </May>
      <May call="PUT /api/admin/segments/:id/state">
        <Button
          danger={state === 'active'}
          disabled={busy}
          onClick={() => void setState(state === 'active' ? 'archived' : 'active')}
        >
          {t(state === 'active' ? 'archive' : 'unarchive')}
        </Button>
      </May>
    </span>
  );
}
