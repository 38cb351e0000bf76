import { BulbOutlined } from '@ant-design/icons';
import { Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { Empty } from '../empty.tsx';
import { Failure } from '../failure.tsx';
import { SaveTable } from '../save-table.tsx';
import { useSharedText } from '../shared-texts.ts';
import type { TableFile } from '../table-file.ts';
import './report.css';

type ReportProps = {
  /** What this report answers, in the operator's words. */
  readonly question: string;
  /** The choices as a sentence of words and small controls. */
  readonly sentence: ReactNode;
  readonly pending: boolean;
  readonly error: unknown;
  readonly onRetry: () => void;
  /** Nothing happened in the period: said in words instead of empty axes. */
  readonly isEmpty: boolean;
  /** What is missing, where it is no matter of time. */
  readonly emptyTitle?: string;
  readonly emptyHint: string;
  /** The finding in one or two sentences. */
  readonly insight?: ReactNode;
  /** What is saved of it; null while there is nothing. */
  readonly file: (() => TableFile | Promise<TableFile>) | null;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
};

/** Question, controls, finding, chart, table, export: every report reads the same way. */
export function Report(props: ReportProps) {
  const t = useSharedText();
  const ready = !props.pending && !props.error && !props.isEmpty;
  return (
    <div className="hs-page">
      <header className="hs-page-head">
        <h1>{props.question}</h1>
        <div className="hs-actions">
          {props.actions}
          <SaveTable file={ready ? props.file : null} />
        </div>
      </header>
      <div className="hs-card hs-sentence">{props.sentence}</div>
      {props.error ? (
        <div className="hs-card">
          <Failure error={props.error} onRetry={props.onRetry} />
        </div>
      ) : props.pending ? (
        <div className="hs-card" style={{ padding: 24 }}>
          <Skeleton active paragraph={{ rows: 8 }} />
        </div>
      ) : props.isEmpty ? (
        <div className="hs-card">
          <Empty title={props.emptyTitle ?? t('no_data')} hint={props.emptyHint} />
        </div>
      ) : (
        <>
          {props.insight && (
            <p className="hs-insight">
              <BulbOutlined /> <span>{props.insight}</span>
            </p>
          )}
          {props.children}
        </>
      )}
    </div>
  );
}
