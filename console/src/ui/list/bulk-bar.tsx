import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useConfirm } from '../confirm.tsx';
import { useReportError } from '../failure.tsx';
import { useSharedText } from '../shared-texts.ts';

export type BulkAction<Row> = {
  readonly key: string;
  readonly label: string;
  readonly danger?: boolean;
  /** Whether it is anything for this row: done for those only, and not offered where there is none. */
  readonly fits: (row: Row) => boolean;
  /** What will happen to how many; asked before anything is done. */
  readonly question: (rows: readonly Row[]) => { readonly title: string; readonly body: string };
  readonly run: (row: Row) => Promise<unknown>;
};

type BulkBarProps<Row> = {
  readonly list: string;
  readonly actions: readonly BulkAction<Row>[];
  readonly rows: readonly Row[];
  readonly onDone: () => void;
};

/** Takes the place of the filters while rows are selected. */
export function BulkBar<Row>({ list, actions, rows, onDone }: BulkBarProps<Row>) {
  const t = useSharedText();
  const confirm = useConfirm();
  const reportError = useReportError();
  const queries = useQueryClient();
  const [busy, setBusy] = useState<string | null>(null);
  const run = async (action: BulkAction<Row>) => {
    const fitting = rows.filter(action.fits);
    const { title, body } = action.question(fitting);
    if (!(await confirm({ title, body, ok: action.label, danger: action.danger ?? false }))) return;
    setBusy(action.key);
    try {
      for (const row of fitting) await action.run(row);
      onDone();
    } catch (error) {
      reportError(error);
    } finally {
      setBusy(null);
      await queries.invalidateQueries({ queryKey: [list] });
    }
  };
  return (
    <>
      <strong className="hs-nowrap">{t('selected', { count: rows.length })}</strong>
      {actions
        .filter(({ key, fits }) => busy === key || rows.some(fits))
        .map((action) => (
          <Button
            key={action.key}
            danger={action.danger ?? false}
            disabled={busy !== null && busy !== action.key}
            loading={busy === action.key}
            onClick={() => void run(action)}
          >
            {action.label}
          </Button>
        ))}
      <Button type="link" onClick={onDone}>
        {t('deselect')}
      </Button>
    </>
  );
}
