import { DownloadOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { saveFile } from './csv.ts';
import { useReportError } from './failure.tsx';
import { useSharedText } from './shared-texts.ts';
import { type FileKind, fileKinds, type TableFile, writeTables } from './table-file.ts';

type SaveProps = {
  /** What is saved; null while there is nothing. */
  readonly file: (() => TableFile | Promise<TableFile>) | null;
  readonly size?: 'small';
  readonly disabled?: boolean;
};

/** What a page shows, as a file for a spreadsheet. */
export function SaveTable({ file, size, disabled = false }: SaveProps) {
  const t = useSharedText();
  const reportError = useReportError();
  const save = async (kind: FileKind) => {
    if (file === null) return;
    try {
      const { name, content } = await writeTables(await file(), kind);
      saveFile(name, content);
    } catch (error) {
      reportError(error);
    }
  };
  const items = fileKinds.map((kind) => ({
    key: kind,
    label: t(`export_${kind}`),
    onClick: () => void save(kind),
  }));
  return (
    <Dropdown menu={{ items }} trigger={['click']} disabled={disabled || file === null}>
      <Button icon={<DownloadOutlined />} {...(size ? { size } : {})}>
        {t('export')}
      </Button>
    </Dropdown>
  );
}
