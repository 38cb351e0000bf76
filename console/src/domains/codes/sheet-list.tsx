import { DownOutlined } from '@ant-design/icons';
import { sheetLayout, sheetState } from '@huoshui/contracts/words/codes';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Dropdown } from 'antd';
import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import { type Answer, api, printAddress } from '../../ground/api.ts';
import { formatCount } from '../../ui/format.ts';
import type { ListRequest } from '../../ui/list/column.ts';
import { actsColumn, countColumn, stateColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import type { Tone } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';
import { useCodeText } from './texts.ts';

type Sheet = Answer<'GET /api/admin/code-sheets'>['items'][number];

const tones: Readonly<Record<Sheet['state'], Tone>> = { drawing: 'warn', ready: 'good', failed: 'bad' };

/** Pages that were set for the printer. */
export function SheetList() {
  const t = useCodeText();
  const say = useWords();
  const queries = useQueryClient();
  const [drawing, setDrawing] = useState(false);
  // While one is being drawn, the list is read anew.
  useEffect(() => {
    if (!drawing) return;
    const timer = setInterval(() => void queries.invalidateQueries({ queryKey: ['code-sheets'] }), 3000);
    return () => clearInterval(timer);
  }, [drawing, queries]);
  const load = async ({ cursor, limit }: ListRequest) => {
    const page = await api('GET /api/admin/code-sheets', { query: { cursor, limit } });
    setDrawing(page.items.some(({ state }) => state === 'drawing'));
    return page;
  };
  return (
    <List<Sheet>
      name="code-sheets"
      title={t('sheets')}
      purpose={t('sheets_purpose')}
      load={load}
      rowKey={(row) => row.id}
      columns={[
        timeColumn('created', t('created'), (row) => row.createdAt),
        textColumn('layout', t('print_layout'), (row) => say(sheetLayout[row.layout])),
        stateColumn(
          'state',
          t('state'),
          (row) => say(sheetState[row.state]),
          (row) => tones[row.state],
        ),
        {
          key: 'codes',
          title: t('sheet_codes'),
          number: true,
          render: (row) =>
            row.state === 'drawing' ? `${formatCount(row.done)} / ${formatCount(row.codes)}` : formatCount(row.codes),
          csv: (row) => row.codes,
        },
        countColumn('missing', t('sheet_missing'), (row) => row.missing),
        actsColumn((row) => <Files sheet={row} />, 240),
      ]}
      empty={{ title: t('sheets_empty'), hint: t('sheets_empty_hint'), action: <Link to="/codes">{t('title')}</Link> }}
    />
  );
}

function Files({ sheet: { id, state, files, pages } }: { readonly sheet: Sheet }) {
  const t = useCodeText();
  if (state !== 'ready') return null;
  const picture = (page: number) => printAddress('GET /api/admin/code-sheets/:id/page.png', { id }, { page });
  const items = Array.from({ length: Math.min(pages, MOST_PICTURES) }, (_, n) => ({
    key: n + 1,
    label: <a href={picture(n + 1)}>{t('sheet_page', { n: n + 1 })}</a>,
  }));
  const pdfs = Array.from({ length: files }, (_, n) => n + 1).map((file) => (
    <Button
      key={file}
      size="small"
      type="link"
      href={printAddress('GET /api/admin/code-sheets/:id/pages.pdf', { id }, { file })}
    >
      {files === 1 ? t('sheet_pdf') : t('sheet_file', { n: file })}
    </Button>
  ));
  return (
    <>
      {pdfs}
      {pages === 1 ? (
        <Button size="small" type="link" href={picture(1)}>
          {t('sheet_png')}
        </Button>
      ) : (
        <Dropdown menu={{ items, style: { maxHeight: 320, overflow: 'auto' } }} trigger={['click']}>
          <Button size="small" type="link">
            {t('sheet_png')} <DownOutlined />
          </Button>
        </Dropdown>
      )}
    </>
  );
}

/** A menu, not a book: who has more pages takes the PDF. */
const MOST_PICTURES = 100;
