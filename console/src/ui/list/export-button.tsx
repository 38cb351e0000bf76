import { DownloadOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
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
  const items = fileKinds.map((kind) => ({
    key: kind,
    ...(file === undefined
      ? { label: t(`export_${kind}`), onClick: () => onStart(kind) }
      : { label: <a href={addressOf(file, kind)}>{t(`export_${kind}`)}</a> }),
  }));
  return (
    <Dropdown menu={{ items }} trigger={['click']} disabled={disabled}>
      <Button icon={<DownloadOutlined />} aria-label={t('export')} title={t('export')} disabled={disabled} />
    </Dropdown>
  );
}

function addressOf(file: string, kind: FileKind): string {
  return kind === 'csv' ? file : `${file}${file.includes('?') ? '&' : '?'}as=${kind}`;
}
