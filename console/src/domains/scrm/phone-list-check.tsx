import { Alert, Button, Form, Select, Upload } from 'antd';
import { useState } from 'react';
import { type Answer, api, upload } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { useAct } from '../../ui/act.ts';
import { decodedText } from '../../ui/pasted-lines.ts';
import { SaveTable } from '../../ui/save-table.tsx';
import { useWords } from '../../ui/words.ts';
import { usePhoneListText } from './phone-list-texts.ts';
import { phonesIn } from './phones-in.ts';

type Checked = Answer<'POST /api/admin/phone-lists/check'>;
type Book = Answer<'POST /api/admin/phone-lists/workbook'> & { readonly shown: string };
/** More stand in the file. */
const SHOWN = 5;

/** Numbers out of a file, and what would become of each before anything is made; who is left out can be saved. */
export function CheckPhones({ of }: { readonly of: string }) {
  const t = usePhoneListText();
  const form = Form.useFormInstance();
  const typed = Form.useWatch(of, form);
  const { busy, act } = useAct([]);
  const [book, setBook] = useState<Book | null>(null);
  const [checked, setChecked] = useState<{ readonly of: unknown; readonly answer: Checked } | null>(null);
  const tryOut = async (text: unknown) => {
    const phones = [...phonesIn(text)];
    if (phones.length === 0) return;
    setChecked({ of: text, answer: await api('POST /api/admin/phone-lists/check', { body: { phones } }) });
  };
  const put = async (text: string) => {
    form.setFieldValue(of, text);
    await tryOut(text);
  };
  const read = async (file: File) => {
    await act(async () => {
      if (!/\.xlsx$/i.test(file.name)) {
        setBook(null);
        return put(decodedText(await file.arrayBuffer()));
      }
      const { sheets } = await upload('POST /api/admin/phone-lists/workbook', file);
      // The first that has numbers on it.
      const shown = sheets.find(({ text }) => phonesIn(text).length > 0) ?? sheets[0];
      setBook({ sheets, shown: shown?.name ?? '' });
      return put(shown?.text ?? '');
    });
  };
  const turnTo = async (name: string) => {
    setBook((before) => before && { ...before, shown: name });
    await act(async () => put(book?.sheets.find((sheet) => sheet.name === name)?.text ?? ''));
  };
  return (
    <>
      <div className="hs-inline">
        <May call="POST /api/admin/phone-lists">
          <Upload
            accept=".xlsx,.csv,.txt,.tsv"
            showUploadList={false}
            beforeUpload={async (file) => {
              await read(file);
              return Upload.LIST_IGNORE;
            }}
          >
            <Button>{t('file')}</Button>
          </Upload>
          <Button
            loading={busy}
            disabled={phonesIn(typed).length === 0}
            onClick={() => void act(async () => tryOut(typed))}
          >
            {t('check')}
          </Button>
        </May>
        <span className="hs-soft">{t('phones_count', { count: phonesIn(typed).length })}</span>
        <span className="hs-faint">{t('file_hint')}</span>
      </div>
      {book !== null && book.sheets.length > 1 && (
        <div className="hs-inline" style={{ marginTop: 12 }}>
          {t('sheet')}
          <Select
            aria-label={t('sheet')}
            value={book.shown}
            loading={busy}
            popupMatchSelectWidth={false}
            options={book.sheets.map(({ name }) => ({ value: name, label: name }))}
            onChange={(name) => void turnTo(name)}
          />
        </div>
      )}
      {/* Of other numbers than these nothing is known. */}
      {checked !== null && checked.of === typed && <Told checked={checked.answer} />}
    </>
  );
}

function Told({ checked: { good, left } }: { readonly checked: Checked }) {
  const t = usePhoneListText();
  const say = useWords();
  return (
    <Alert
      style={{ marginTop: 12 }}
      type={left.length === 0 ? 'success' : 'warning'}
      showIcon
      title={t('checked', { good, left: left.length })}
      description={
        left.length === 0 ? undefined : (
          <>
            <ul style={{ margin: '0 0 8px', paddingInlineStart: 16 }}>
              {left.slice(0, SHOWN).map(({ row, phone, why }) => (
                <li key={row}>
                  {t('check_row', { row })} {phone} · {say(why)}
                </li>
              ))}
            </ul>
            <SaveTable
              size="small"
              file={() => ({
                name: 'phones-left-out',
                tables: [
                  {
                    header: [t('check_at'), t('phone'), t('check_why')],
                    rows: left.map(({ row, phone, why }) => [row, phone, say(why)]),
                  },
                ],
              })}
            />
          </>
        )
      }
    />
  );
}
