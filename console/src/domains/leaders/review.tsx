import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { useAct } from '../../ui/act.ts';
import { StorePicker } from '../stores/store-picker.tsx';
import { type Leader, nameOf } from './leader.ts';
import { useLeaderText } from './texts.ts';

const REVIEW = 'POST /api/admin/leaders/:id/review';

type Props = {
  readonly leader: Leader;
  /** At the head of her own page, and not in a row. */
  readonly atHead?: boolean;
};

/** Let her in, with the place she serves, or refuse with a reason that she reads. */
export function Review({ leader, atHead = false }: Props) {
  const t = useLeaderText();
  const { busy, act } = useAct(['leaders']);
  const [open, setOpen] = useState(false);
  const [because, setBecause] = useState('');
  const [storeId, setStore] = useState<string | null>(null);
  const decide = async (outcome: 'approved' | 'refused') => {
    const body = { outcome, because: because.trim(), storeId };
    if (await act(async () => api(REVIEW, { params: { id: leader.id }, body }), t('done'))) setOpen(false);
  };
  return (
    <May call={REVIEW}>
      <Button
        {...(atHead ? { type: 'primary' } : { type: 'link', size: 'small' })}
        onClick={(event) => {
          event.stopPropagation();
          setOpen(true);
        }}
      >
        {t('review')}
      </Button>
      <Modal
        open={open}
        title={t('review_title', { name: nameOf(leader) })}
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
        <p>{t('review_body')}</p>
        {leader.community !== '' && <p>{`${t('community')} · ${leader.community}`}</p>}
        {leader.reason !== '' && <p>{`${t('reason')} · ${leader.reason}`}</p>}
        <StoreField value={storeId} onChange={setStore} />
        <Input
          style={{ marginTop: 12 }}
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

type StoreFieldProps = { readonly value: string | null; readonly onChange: (id: string | null) => void };

/** One store, or none. */
export function StoreField({ value, onChange }: StoreFieldProps) {
  const t = useLeaderText();
  return (
    <>
      <div style={{ marginBottom: 4 }}>{t('point')}</div>
      <StorePicker
        value={value === null ? [] : [value]}
        onChange={(ids) => onChange(ids[0] ?? null)}
        label={t('point')}
        many={false}
      />
    </>
  );
}
