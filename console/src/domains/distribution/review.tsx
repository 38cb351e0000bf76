import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { useAct } from '../../ui/act.ts';
import { type Distributor, nameOf } from './distributor.ts';
import { useDistributionText } from './texts.ts';

const REVIEW = 'POST /api/admin/distributors/:id/review';

/** Pass an application, or refuse it with a reason that she reads. */
export function Review({ distributor }: { readonly distributor: Distributor }) {
  const t = useDistributionText();
  const { busy, act } = useAct(['distributors']);
  const [open, setOpen] = useState(false);
  const [because, setBecause] = useState('');
  const decide = async (outcome: 'approved' | 'refused') => {
    const body = { outcome, because: because.trim() };
    if (await act(async () => api(REVIEW, { params: { id: distributor.id }, body }), t('done'))) setOpen(false);
  };
  return (
    <May call={REVIEW}>
      <Button
        size="small"
        type="link"
        onClick={(event) => {
          event.stopPropagation();
          setOpen(true);
        }}
      >
        {t('review')}
      </Button>
      <Modal
        open={open}
        title={t('review_title', { name: nameOf(distributor) })}
        onCancel={() => setOpen(false)}
        modalRender={(node) => (
          // biome-ignore lint/a11y/noStaticElementInteractions: a click in the dialog is none on the row under it
          // biome-ignore lint/a11y/useKeyWithClickEvents: it only keeps the click in
          <div onClick={(event) => event.stopPropagation()}>{node}</div>
        )}
        footer={
          <>
            <Button danger disabled={because.trim() === ''} loading={busy} onClick={() => void decide('refused')}>
              {t('refuse')}
            </Button>
            <Button type="primary" loading={busy} onClick={() => void decide('approved')}>
              {t('approve')}
            </Button>
          </>
        }
      >
        {distributor.reason !== '' && <p>{distributor.reason}</p>}
        <Input
          aria-label={t('because')}
          placeholder={t('because_hint')}
          maxLength={100}
          value={because}
          onChange={(event) => setBecause(event.target.value)}
        />
      </Modal>
    </May>
  );
}
