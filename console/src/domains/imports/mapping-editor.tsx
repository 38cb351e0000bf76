import { words } from '@huoshui/contracts/words';
import { goodsField, importField } from '@huoshui/contracts/words/imports';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Checkbox, Input, Select } from 'antd';
import { useState } from 'react';
import { type Answer, api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { useAct } from '../../ui/act.ts';
import { useConfirm } from '../../ui/confirm.tsx';
import { Panel } from '../../ui/detail/key-figures.tsx';
import { NumberInSentence } from '../../ui/form/number-in-sentence.tsx';
import { formatCount } from '../../ui/format.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { useWords } from '../../ui/words.ts';
import { ColumnTable } from './column-table.tsx';
import type { Import, Mapping } from './import-state.tsx';
import { mappingProblem } from './mapping-problem.ts';
import { SheetChoice } from './sheet-choice.tsx';
import { useImportText } from './texts.ts';

const titleLinesRule = {
  kind: 'count',
  label: words('列名上面的行数', 'Lines above the names'),
  min: 0,
  max: 20,
} as const;

export type FilePreview = Answer<'GET /api/admin/imports/:id/preview'>;

export function MappingEditor({ item }: { readonly item: Import }) {
  const query = useQuery({
    queryKey: ['import-preview', item.id, item.sheet],
    queryFn: async () => api('GET /api/admin/imports/:id/preview', { params: { id: item.id } }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return <Loaded query={query}>{(preview) => <Editor key={item.sheet} item={item} preview={preview} />}</Loaded>;
}

function Editor({ item, preview }: { readonly item: Import; readonly preview: FilePreview }) {
  const t = useImportText();
  const say = useWords();
  const confirm = useConfirm();
  const { busy, act } = useAct(['imports', 'tasks']);
  const [mapping, setMapping] = useState<Mapping>(item.mapping ?? preview.suggestion);
  const problem = mappingProblem(mapping);
  const problemText =
    problem === null
      ? null
      : problem.kind === 'twice'
        ? t('twice', { name: say(importField[problem.field]) })
        : problem.kind === 'twice_goods'
          ? t('twice', { name: say(goodsField[problem.field]) })
          : t(problem.kind);
  const isGoods = mapping.format === 'goods';
  const start = async (dryRun: boolean) => {
    if (!dryRun) {
      const tried = item.dryRun && item.state === 'done';
      const values = {
        members: formatCount(item.members),
        orders: formatCount(item.orders),
        products: formatCount(item.products),
        updated: formatCount(item.updated),
        errors: formatCount(item.errors),
      };
      const body = isGoods
        ? t(tried ? 'run_goods_body' : 'run_goods_body_unknown', values)
        : t(tried ? 'run_body' : 'run_body_unknown', values);
      const sure = await confirm({
        title: t('run_title', { file: item.fileName }),
        body,
        ok: t('run'),
      });
      if (!sure) return;
    }
    await act(
      async () => api('POST /api/admin/imports/:id/run', { params: { id: item.id }, body: { mapping, dryRun } }),
      t('started'),
    );
  };
  return (
    <>
      <Panel title={t('step_map')}>
        <p className="hs-soft" style={{ marginTop: 0 }}>
          {t(isGoods ? 'step_map_goods' : 'step_map_hint')}
        </p>
        <SheetChoice item={item} />
        <FormatChoice mapping={mapping} onChange={setMapping} />
        {preview.notes.length > 0 && (
          <Alert
            type="info"
            showIcon
            title={t('not_read')}
            description={preview.notes.map((note) => <div key={note.zh}>{say(note)}</div>)}
            style={{ marginBottom: 12 }}
          />
        )}
        {mapping.format === 'cdnow' ? <p className="hs-soft">{t('cdnow_hint')}</p> : null}
        <ColumnTable mapping={mapping} preview={preview} onChange={setMapping} />
        {problemText !== null && <Alert type="warning" showIcon title={problemText} style={{ marginTop: 12 }} />}
      </Panel>
      <May call="POST /api/admin/imports/:id/run">
        <div className="hs-split-even">
          <Panel title={t('step_check')}>
            <p className="hs-soft" style={{ marginTop: 0 }}>
              {t('step_check_hint')}
            </p>
            <Button disabled={problem !== null} loading={busy} onClick={() => void start(true)}>
              {t('run_dry')}
            </Button>
          </Panel>
          <Panel title={t('step_run')}>
            <p className="hs-soft" style={{ marginTop: 0 }}>
              {t(isGoods ? 'step_run_goods' : 'step_run_hint')}
            </p>
            <Button type="primary" disabled={problem !== null} loading={busy} onClick={() => void start(false)}>
              {t('run')}
            </Button>
          </Panel>
        </div>
      </May>
    </>
  );
}

function FormatChoice({
  mapping,
  onChange,
}: {
  readonly mapping: Mapping;
  readonly onChange: (mapping: Mapping) => void;
}) {
  const t = useImportText();
  return (
    <div className="hs-inline" style={{ marginBottom: 16, gap: 16 }}>
      <span className="hs-inline">
        {t('format')}
        <Select
          value={mapping.format}
          onChange={(format) => onChange({ ...mapping, format })}
          popupMatchSelectWidth={false}
          options={[
            { value: 'csv', label: t('format_csv') },
            { value: 'goods', label: t('format_goods') },
            { value: 'cdnow', label: t('format_cdnow') },
          ]}
        />
      </span>
      {mapping.format !== 'cdnow' && (
        <>
          <span className="hs-inline">
            {t('delimiter')}
            <Select
              value={mapping.delimiter ?? ','}
              onChange={(delimiter) => onChange({ ...mapping, delimiter })}
              popupMatchSelectWidth={false}
              options={[
                { value: ',', label: t('d_comma') },
                { value: ';', label: t('d_semicolon') },
                { value: '\t', label: t('d_tab') },
                { value: '|', label: t('d_pipe') },
              ]}
            />
          </span>
          <Checkbox
            checked={mapping.header ?? true}
            onChange={(event) => onChange({ ...mapping, header: event.target.checked })}
          >
            {t('header')}
          </Checkbox>
          <span className="hs-inline">
            {t('title_lines')}
            <NumberInSentence
              of={titleLinesRule}
              width={64}
              value={mapping.titleLines ?? 0}
              onChange={(titleLines) => onChange({ ...mapping, titleLines })}
            />
          </span>
          {mapping.format === 'csv' && <SourceInput mapping={mapping} onChange={onChange} />}
        </>
      )}
    </div>
  );
}

function SourceInput({
  mapping,
  onChange,
}: {
  readonly mapping: Mapping;
  readonly onChange: (mapping: Mapping) => void;
}) {
  const t = useImportText();
  return (
    <span className="hs-inline" title={t('source_hint')}>
      {t('source')}
      <Input
        aria-label={t('source')}
        placeholder={t('source_placeholder')}
        maxLength={20}
        style={{ width: 140 }}
        value={mapping.source ?? ''}
        onChange={({ target: { value } }) => {
          const { source: _, ...rest } = mapping;
          onChange(value === '' ? rest : { ...rest, source: value });
        }}
      />
    </span>
  );
}
