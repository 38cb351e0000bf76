import { Alert, Button, Input, Modal, Upload } from 'antd';
import { useState } from 'react';
import { type Answer, api } from '../../ground/api.ts';
import { useAct } from '../../ui/act.ts';
import { useWords } from '../../ui/words.ts';
import { readParcels, writeParcels } from './parcel-list.ts';
import { useOrderText } from './texts.ts';

type Outcome = Answer<'POST /api/admin/orders/shipments'>;
/** As many as one call takes. */
const MOST = 500;

/** Ship what a pasted list or a file names. What was not taken stays in the field, with the reason beside it. */
export function ShipManyDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useOrderText();
  const { busy, act } = useAct(['orders', 'overview']);
  const [text, setText] = useState('');
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const rows = readParcels(text);
  const ship = async () => {
    await act(async () => {
      const told = await api('POST /api/admin/orders/shipments', { body: { rows: [...rows] } });
      setOutcome(told);
      const left = new Set(told.refused.map(({ row }) => row));
      setText(writeParcels(rows.filter((_, index) => left.has(index + 1))));
    });
  };
  return (
    <Modal
      open
      width={640}
      title={t('ship_many')}
      okText={t('ship_many_do', { count: rows.length })}
      okButtonProps={{ disabled: rows.length === 0 || rows.length > MOST, loading: busy }}
      cancelText={t('close')}
      onOk={() => void ship()}
      onCancel={onClose}
    >
      <p className="hs-soft">{t('ship_many_note')}</p>
      <Input.TextArea
        rows={10}
        className="hs-code"
        aria-label={t('ship_many')}
        placeholder={t('ship_many_hint')}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <div className="hs-inline" style={{ marginTop: 8 }}>
        <Upload
          accept=".csv,.txt,.tsv"
          showUploadList={false}
          beforeUpload={async (file) => {
            setText(await file.text());
            return Upload.LIST_IGNORE;
          }}
        >
          <Button size="small">{t('ship_many_file')}</Button>
        </Upload>
        <span className="hs-soft">
          {t(rows.length > MOST ? 'ship_many_most' : 'ship_many_count', { count: rows.length })}
        </span>
      </div>
      {outcome !== null && <Told outcome={outcome} />}
    </Modal>
  );
}

function Told({ outcome }: { readonly outcome: Outcome }) {
  const t = useOrderText();
  const say = useWords();
  const { shipped, refused } = outcome;
  return (
    <Alert
      style={{ marginTop: 16 }}
      type={refused.length === 0 ? 'success' : 'warning'}
      showIcon
      title={t('ship_many_told', { shipped, refused: refused.length })}
      description={
        refused.length === 0 ? undefined : (
          <ul style={{ margin: 0, paddingInlineStart: 16, maxHeight: 200, overflow: 'auto' }}>
            {refused.map(({ row, number, why }) => (
              <li key={row}>
                <span className="hs-code">{number}</span> {say(why)}
              </li>
            ))}
          </ul>
        )
      }
    />
  );
}
