import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { useAct } from '../../ui/act.ts';
import { useConfirm } from '../../ui/confirm.tsx';
import { FormDialog } from '../../ui/form/form-dialog.tsx';
import type { Lot } from './lot-state.tsx';
import { useLotText } from './lot-texts.ts';

/** What is done with a lot beside its form: its code printed, its orders looked at, the lot recalled. */
export function LotActions({ lot }: { readonly lot: Lot }) {
  const t = useLotText();
  const navigate = useNavigate();
  const [recalling, setRecalling] = useState(false);
  return (
    <>
      <Button onClick={() => void navigate(`/orders?lot=${lot.id}`)}>{t('orders')}</Button>
      <Button onClick={() => void navigate(`/lots/${lot.id}/labels`)}>{t('print')}</Button>
      {lot.recall === null ? (
        <May call="POST /api/admin/lots/:id/recall">
          <Button danger onClick={() => setRecalling(true)}>
            {t('recall')}
          </Button>
        </May>
      ) : (
        <TakeBack lot={lot} />
      )}
      {recalling && <RecallDialog lot={lot} onClose={() => setRecalling(false)} />}
    </>
  );
}

function RecallDialog({ lot, onClose }: { readonly lot: Lot; readonly onClose: () => void }) {
  const t = useLotText();
  return (
    <FormDialog<{ reason: string }>
      title={t('recall_title', { number: lot.number })}
      okText={t('recall')}
      danger
      initial={{ reason: '' }}
      onSave={async ({ reason }) =>
        api('POST /api/admin/lots/:id/recall', { params: { id: lot.id }, body: { reason: reason.trim() } })
      }
      changed={['lots']}
      done={t('recalled')}
      onClose={onClose}
    >
      <p className="hs-soft">{t('recall_note')}</p>
      <Form.Item name="reason" label={t('recall_reason')} rules={[{ required: true, whitespace: true, max: 200 }]}>
        <Input.TextArea
          autoSize={{ minRows: 2, maxRows: 5 }}
          count={{ max: 200, show: true }}
          placeholder={t('recall_reason_hint')}
        />
      </Form.Item>
    </FormDialog>
  );
}

function TakeBack({ lot }: { readonly lot: Lot }) {
  const t = useLotText();
  const confirm = useConfirm();
  const { busy, act } = useAct(['lots']);
  const takeBack = async () => {
    const sure = await confirm({
      title: t('recall_back_title', { number: lot.number }),
      body: t('recall_back_body'),
      ok: t('recall_back'),
    });
    if (sure)
      await act(
        async () => api('DELETE /api/admin/lots/:id/recall', { params: { id: lot.id } }),
        t('recall_back_done'),
      );
  };
  return (
    <May call="DELETE /api/admin/lots/:id/recall">
      <Button loading={busy} onClick={() => void takeBack()}>
        {t('recall_back')}
      </Button>
    </May>
  );
}
