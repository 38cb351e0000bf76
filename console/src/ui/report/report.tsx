import { BulbOutlined, DownloadOutlined } from '@ant-design/icons';
import { Button, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { saveFile } from '../csv.ts';
import { Empty } from '../empty.tsx';
import { Failure } from '../failure.tsx';
import { useSharedText } from '../shared-texts.ts';
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
  readonly emptyHint: string;
  /** The finding in one or two sentences. */
  readonly insight?: ReactNode;
  readonly csv: (() => { readonly name: string; readonly content: string }) | null;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
};

/** Question, controls, finding, chart, table, export: every report reads the same way. */
export function Report(props: ReportProps) {
  const t = useSharedText();
  const { csv } = props;
  const ready = !props.pending && !props.error && !props.isEmpty;
  return (
    <div className="hs-page">
      <header className="hs-page-head">
        <h1>{props.question}</h1>
        <div className="hs-actions">
          {props.actions}
          <Button
            icon={<DownloadOutlined />}
            disabled={!ready || csv === null}
            onClick={() => {
              if (csv === null) return;
              const file = csv();
              saveFile(file.name, file.content);
            }}
          >
            {t('export_csv')}
          </Button>
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
          <Empty title={t('no_data')} hint={props.emptyHint} />
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
