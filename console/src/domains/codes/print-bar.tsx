import { valuesOf } from '@huoshui/contracts/words';
import { codePlace, sheetLayout } from '@huoshui/contracts/words/codes';
import { Button, Form, Select } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { FormDialog } from '../../ui/form/form-dialog.tsx';
import { formatCount } from '../../ui/format.ts';
import { countWords, oneOf } from '../../ui/list/column.ts';
import type { Chosen } from '../../ui/list/list.tsx';
import { useSharedText } from '../../ui/shared-texts.ts';
import { optionsOf, useWords } from '../../ui/words.ts';
import type { Code } from './code-list.tsx';
import { useCodeText } from './texts.ts';

/** Takes the place of the filters while codes are ticked: those are printed, or all that the filters find. */
export function PrintBar({ rows, asked, counted, onDone }: Chosen<Code>) {
  const t = useCodeText();
  const shared = useSharedText();
  const [all, setAll] = useState(false);
  const [open, setOpen] = useState(false);
  const { place, channel, store } = asked.filters;
  const which = all
    ? { q: asked.q, place: oneOf(valuesOf(codePlace), place), channel, storeId: store }
    : { ids: rows.map(({ id }) => id) };
  return (
    <>
      <strong className="hs-nowrap">{all ? t('chosen_all') : t('chosen', { count: formatCount(rows.length) })}</strong>
      {counted?.total !== undefined && counted.total > rows.length && (
        <Button type="link" onClick={() => setAll(!all)}>
          {all ? t('choose_page') : t('choose_all', { count: countWords(counted) ?? '' })}
        </Button>
      )}
      <May call="POST /api/admin/code-sheets">
        <Button onClick={() => setOpen(true)}>{t('print')}</Button>
      </May>
      <Button type="link" onClick={onDone}>
        {shared('deselect')}
      </Button>
      {open && <PrintDialog which={which} onClose={() => setOpen(false)} />}
    </>
  );
}

type Body = Parameters<typeof api<'POST /api/admin/code-sheets'>>[1]['body'];
type PrintDialogProps = { readonly which: Omit<Body, 'layout'>; readonly onClose: () => void };

function PrintDialog({ which, onClose }: PrintDialogProps) {
  const t = useCodeText();
  const say = useWords();
  const navigate = useNavigate();
  const start = async ({ layout }: { readonly layout: Body['layout'] }) => {
    await api('POST /api/admin/code-sheets', { body: { ...which, layout } });
    await navigate('/code-sheets');
  };
  return (
    <FormDialog<{ layout: Body['layout'] }>
      title={t('print_title')}
      okText={t('print_do')}
      initial={{ layout: '3x4' }}
      onSave={start}
      changed={['code-sheets']}
      done={t('print_started')}
      onClose={onClose}
    >
      <p className="hs-soft">{t('print_note')}</p>
      <Form.Item name="layout" label={t('print_layout')}>
        <Select options={optionsOf(sheetLayout, say)} />
      </Form.Item>
    </FormDialog>
  );
}
