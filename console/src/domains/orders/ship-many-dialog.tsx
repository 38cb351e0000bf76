import { Alert, Button, Input, Modal, Upload } from 'antd';
import { useState } from 'react';
import { type Answer, api, fileAddress, upload } from '../../ground/api.ts';
import { useAct } from '../../ui/act.ts';
import { FileButton } from '../../ui/file-button.tsx';
import { decodedText } from '../../ui/pasted-lines.ts';
import { useWords } from '../../ui/words.ts';
import { inCalls, readParcels, writeParcels } from './parcel-list.ts';
import { useOrderText } from './texts.ts';

type Outcome = Answer<'POST /api/admin/orders/shipments'>;
/** As many as one call takes. */
const MOST = 500;

/** Ship what a pasted list or a file names; the file of what waits is given to be filled. What was not taken stays in the field, with the reason beside it. */
export function ShipManyDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useOrderText();
  const { busy, act } = useAct(['orders', 'overview']);
  const [text, setText] = useState('');
  const [unread, setUnread] = useState<readonly string[]>([]);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const { rows, unfilled } = readParcels(text);
  const ship = async () => {
    await act(async () => {
      let told: Outcome = { shipped: 0, known: 0, refused: [] };
      const left = new Set(rows.keys());
      for (const call of inCalls(rows, MOST)) {
        const body = { rows: call.flatMap((at) => rows[at] ?? []) };
        const { shipped, known, refused } = await api('POST /api/admin/orders/shipments', { body });
        for (const at of call) left.delete(at);
        for (const { row } of refused) left.add(call[row - 1] ?? 0);
        told = { shipped: told.shipped + shipped, known: told.known + known, refused: [...told.refused, ...refused] };
        // What was told stands, whatever becomes of the next call.
        setOutcome(told);
        setText(writeParcels(rows.filter((_, at) => left.has(at))));
      }
    });
  };
  return (
    <Modal
      open
      width={640}
      title={t('ship_many')}
      okText={t('ship_many_do', { count: rows.length })}
      okButtonProps={{ disabled: rows.length === 0, loading: busy }}
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
          accept=".xlsx,.csv,.txt,.tsv"
          showUploadList={false}
          beforeUpload={async (file) => {
            await act(async () => {
              const list = await readList(file);
              setText(list.text);
              setUnread(list.unread);
            });
            return Upload.LIST_IGNORE;
          }}
        >
          <Button size="small">{t('ship_many_file')}</Button>
        </Upload>
        <FileButton size="small" address={fileAddress('GET /api/admin/slips/export.csv', undefined, { as: 'xlsx' })}>
          {t('ship_many_template')}
        </FileButton>
        <span className="hs-soft">
          {t(unfilled > 0 ? 'ship_many_unfilled' : 'ship_many_count', { count: rows.length, unfilled })}
        </span>
      </div>
      {unread.length > 0 && (
        <Alert
          type="info"
          showIcon
          title={t('ship_many_unread', { sheets: unread.map((name) => `“${name}”`).join(' ') })}
          style={{ marginTop: 12 }}
        />
      )}
      {outcome !== null && <Told outcome={outcome} />}
    </Modal>
  );
}

async function readList(file: File): Promise<Answer<'POST /api/admin/orders/shipments/workbook'>> {
  if (/\.xlsx$/i.test(file.name)) return upload('POST /api/admin/orders/shipments/workbook', file);
  return { text: decodedText(await file.arrayBuffer()), unread: [] };
}

function Told({ outcome }: { readonly outcome: Outcome }) {
  const t = useOrderText();
  const say = useWords();
  const { shipped, known, refused } = outcome;
  return (
    <Alert
      style={{ marginTop: 16 }}
      type={refused.length === 0 ? 'success' : 'warning'}
      showIcon
      title={t(known > 0 ? 'ship_many_told_known' : 'ship_many_told', { shipped, known, refused: refused.length })}
      description={
        refused.length === 0 ? undefined : (
          <ul style={{ margin: 0, paddingInlineStart: 16, maxHeight: 200, overflow: 'auto' }}>
            {refused.map(({ row, number, why }) => (
              <li key={`${number} ${row}`}>
                <span className="hs-code">{number}</span> {say(why)}
              </li>
            ))}
          </ul>
        )
      }
    />
  );
}
