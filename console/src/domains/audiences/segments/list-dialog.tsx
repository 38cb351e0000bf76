import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Form, Input, Upload } from 'antd';
import { useState } from 'react';
import { type Answer, api, upload } from '../../../ground/api.ts';
import { useReportError } from '../../../ui/failure.tsx';
import { FormDialog } from '../../../ui/form/form-dialog.tsx';
import { formatCount } from '../../../ui/format.ts';
import { decodedText } from '../../../ui/pasted-lines.ts';
import { useWords } from '../../../ui/words.ts';
import type { Segment } from './segment-page.tsx';
import { useSegmentText } from './texts.ts';

type Values = { readonly name: string; readonly note: string; readonly text: string };
type Props = {
  /** Whose list is replaced; none: a new segment. */
  readonly segment?: Segment;
  readonly onClose: () => void;
  readonly onMade?: (id: string) => void;
};

/** Members by ID, number or phone, pasted or out of a file, as a segment; first it says whom they name. */
export function ListDialog({ segment, onClose, onMade }: Props) {
  const t = useSegmentText();
  const save = async ({ name, note, text }: Values) => {
    const { id } = segment
      ? await api('PUT /api/admin/segments/:id/list', {
          params: { id: segment.id },
          body: { text },
          revision: segment.revision,
        })
      : await api('POST /api/admin/segments/lists', { body: { name: name.trim(), note: note.trim(), text } });
    onMade?.(id);
  };
  return (
    <FormDialog<Values>
      title={segment ? t('list_replace') : t('list_new')}
      width={560}
      initial={{ name: '', note: '', text: '' }}
      onSave={save}
      changed={['segments']}
      done={t('save_as_done')}
      onClose={onClose}
    >
      <p className="hs-soft">{t('list_purpose')}</p>
      {!segment && (
        <>
          <Form.Item name="name" label={t('name')} rules={[{ required: true, whitespace: true, max: 40 }]}>
            <Input maxLength={40} />
          </Form.Item>
          <Form.Item name="note" label={t('note')} rules={[{ max: 200 }]}>
            <Input maxLength={200} />
          </Form.Item>
        </>
      )}
      <Form.Item name="text" label={t('list_text')} rules={[{ required: true, whitespace: true }]}>
        <Input.TextArea rows={8} className="hs-code" placeholder={t('list_example')} />
      </Form.Item>
      <FromFile />
      <Named />
    </FormDialog>
  );
}

function FromFile() {
  const t = useSegmentText();
  const form = Form.useFormInstance<Values>();
  const reportError = useReportError();
  const [unread, setUnread] = useState<readonly string[]>([]);
  const take = async (file: File) => {
    try {
      const list = await textOf(file);
      form.setFieldValue('text', list.text);
      setUnread(list.unread);
    } catch (error) {
      reportError(error);
    }
  };
  return (
    <>
      <Upload
        accept=".xlsx,.csv,.txt,.tsv"
        showUploadList={false}
        beforeUpload={async (file) => {
          await take(file);
          return Upload.LIST_IGNORE;
        }}
      >
        <Button size="small">{t('list_file')}</Button>
      </Upload>
      {unread.length > 0 && (
        <Alert type="info" showIcon title={t('list_unread', { sheets: unread.map((name) => `“${name}”`).join(' ') })} />
      )}
    </>
  );
}

async function textOf(file: File): Promise<Answer<'POST /api/admin/segments/lists/workbook'>> {
  if (/\.xlsx$/i.test(file.name)) return upload('POST /api/admin/segments/lists/workbook', file);
  return { text: decodedText(await file.arrayBuffer()), unread: [] };
}

/** Whom the text names so far, and which lines name nobody. */
function Named() {
  const t = useSegmentText();
  const say = useWords();
  const text = Form.useWatch<string | undefined>('text') ?? '';
  const { data } = useQuery({
    queryKey: ['segments', 'list-preview', text],
    enabled: text.trim() !== '',
    queryFn: async () => api('POST /api/admin/segments/lists/preview', { body: { text } }),
  });
  if (!data || text.trim() === '') return null;
  const { members, lines, unknown, problems } = data;
  return (
    <Alert
      type={unknown > 0 ? 'warning' : 'info'}
      showIcon
      style={{ marginTop: 12 }}
      title={t('list_named', { members: formatCount(members), lines: formatCount(lines) })}
      description={
        unknown > 0 && (
          <>
            {t('list_unknown', { count: formatCount(unknown) })}
            <ul className="hs-list-problems">
              {problems.map(({ line, text, words }) => (
                <li key={line}>{t('list_line', { line: String(line), text, why: say(words) })}</li>
              ))}
            </ul>
          </>
        )
      }
    />
  );
}
