import { DownloadOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useSharedText } from '../shared-texts.ts';

type ExportProps = {
  readonly disabled: boolean;
  /** Where the server writes the file, if it does: as a workbook too. */
  readonly file: string | undefined;
  /** Otherwise the rows are read page by page. */
  readonly onStart: () => void;
};

export function ExportButton({ disabled, file, onStart }: ExportProps) {
  const t = useSharedText();
  const icon = <DownloadOutlined />;
  if (file === undefined)
    return (
      <Button icon={icon} aria-label={t('export_csv')} title={t('export_csv')} disabled={disabled} onClick={onStart} />
    );
  const items = [
    { key: 'xlsx', label: <a href={`${file}${file.includes('?') ? '&' : '?'}as=xlsx`}>{t('export_xlsx')}</a> },
    { key: 'csv', label: <a href={file}>{t('export_csv')}</a> },
  ];
  return (
    <Dropdown menu={{ items }} trigger={['click']} disabled={disabled}>
      <Button icon={icon} aria-label={t('export')} title={t('export')} disabled={disabled} />
    </Dropdown>
  );
}
