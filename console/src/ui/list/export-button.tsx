import { DownloadOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useState } from 'react';
import { useReportError } from '../failure.tsx';
import { saveServerFile } from '../server-file.ts';
import { useSharedText } from '../shared-texts.ts';
import { type FileKind, fileKinds } from '../table-file.ts';

type ExportProps = {
  readonly disabled: boolean;
  /** Where the server writes the file, if it does. */
  readonly file: string | undefined;
  /** Otherwise the rows are read page by page. */
  readonly onStart: (kind: FileKind) => void;
};

/** The whole list as a workbook or a CSV. */
export function ExportButton({ disabled, file, onStart }: ExportProps) {
  const t = useSharedText();
  const reportError = useReportError();
  const [saving, setSaving] = useState(false);
  const start = async (kind: FileKind) => {
    if (file === undefined) return onStart(kind);
    setSaving(true);
    await saveServerFile(addressOf(file, kind)).catch(reportError);
    setSaving(false);
  };
  const items = fileKinds.map((kind) => ({ key: kind, label: t(`export_${kind}`), onClick: () => void start(kind) }));
  return (
    <Dropdown menu={{ items }} trigger={['click']} disabled={disabled || saving}>
      <Button
        icon={<DownloadOutlined />}
        aria-label={t('export')}
        title={t('export')}
        disabled={disabled}
        loading={saving}
      />
    </Dropdown>
  );
}

function addressOf(file: string, kind: FileKind): string {
  return kind === 'csv' ? file : `${file}${file.includes('?') ? '&' : '?'}as=${kind}`;
}
