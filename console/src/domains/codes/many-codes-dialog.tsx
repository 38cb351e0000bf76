import { Alert, Button, Input, Modal, Upload } from 'antd';
import { useState } from 'react';
import { type Answer, api, upload } from '../../ground/api.ts';
import { useAct } from '../../ui/act.ts';
import { decodedText } from '../../ui/pasted-lines.ts';
import { useWords } from '../../ui/words.ts';
import { readCodes } from './code-lines.ts';
import { useCodeText } from './texts.ts';

type Outcome = Answer<'POST /api/admin/codes/listed'>;
/** As many as one call takes. */
const MOST = 500;

/** Codes of a pasted list or a file. What was not made says why, by its line; the same list again makes nothing twice. */
export function ManyCodesDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useCodeText();
  const { busy, act } = useAct(['codes']);
  const [text, setText] = useState('');
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const rows = readCodes(text);
  const make = async () => {
    await act(async () => {
      let told: Outcome = { created: 0, known: 0, refused: [] };
      for (let from = 0; from < rows.length; from += MOST) {
        const part = await api('POST /api/admin/codes/listed', {
          body: { rows: rows.slice(from, from + MOST).map(({ line: _, ...row }) => row) },
        });
        const refused = part.refused.map((one) => ({ ...one, row: rows[from + one.row - 1]?.line ?? one.row }));
        told = {
          created: told.created + part.created,
          known: told.known + part.known,
          refused: [...told.refused, ...refused],
        };
        // What was told stands, whatever becomes of the next call.
        setOutcome(told);
      }
    });
  };
  return (
    <Modal
      open
      width={760}
      title={t('many')}
      okText={t('many_do', { count: rows.length })}
      okButtonProps={{ disabled: rows.length === 0, loading: busy }}
      cancelText={t('close')}
      onOk={() => void make()}
      onCancel={onClose}
    >
      <p className="hs-soft">{t('many_note')}</p>
      <Input.TextArea
        rows={10}
        className="hs-code"
        aria-label={t('many')}
        placeholder={t('many_hint')}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <div className="hs-inline" style={{ marginTop: 8 }}>
        <Upload
          accept=".xlsx,.csv,.txt,.tsv"
          showUploadList={false}
          beforeUpload={async (file) => {
            await act(async () => setText(await readList(file)));
            return Upload.LIST_IGNORE;
          }}
        >
          <Button size="small">{t('many_file')}</Button>
        </Upload>
        <Button size="small" onClick={() => setText((before) => (before === '' ? `${t('many_columns')}\n` : before))}>
          {t('many_head')}
        </Button>
        <span className="hs-soft">{t('many_count', { count: rows.length })}</span>
      </div>
      {outcome !== null && <Told outcome={outcome} />}
    </Modal>
  );
}

async function readList(file: File): Promise<string> {
  if (/\.xlsx$/i.test(file.name)) return (await upload('POST /api/admin/codes/workbook', file)).text;
  return decodedText(await file.arrayBuffer());
}

function Told({ outcome: { created, known, refused } }: { readonly outcome: Outcome }) {
  const t = useCodeText();
  const say = useWords();
  return (
    <Alert
      style={{ marginTop: 16 }}
      type={refused.length === 0 ? 'success' : 'warning'}
      showIcon
      title={t('many_told', { created, known, refused: refused.length })}
      description={
        refused.length === 0 ? undefined : (
          <ul style={{ margin: 0, paddingInlineStart: 16, maxHeight: 200, overflow: 'auto' }}>
            {refused.map(({ row, name, why }) => (
              <li key={row}>
                {t('many_line', { line: row })} {name} · {say(why)}
              </li>
            ))}
          </ul>
        )
      }
    />
  );
}
