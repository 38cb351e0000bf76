import { Select } from 'antd';
import { api } from '../../ground/api.ts';
import { useMay } from '../../ground/may.tsx';
import { useAct } from '../../ui/act.ts';
import type { Import } from './import-state.tsx';
import { useImportText } from './texts.ts';

/** Which sheet of a workbook is read, where there are several. */
export function SheetChoice({ item: { id, sheets, sheet } }: { readonly item: Import }) {
  const t = useImportText();
  const may = useMay();
  const { busy, act } = useAct(['imports']);
  if (sheets.length < 2) return null;
  const read = async (name: string) =>
    act(async () => api('PUT /api/admin/imports/:id/sheet', { params: { id }, body: { sheet: name } }));
  return (
    <div className="hs-inline" style={{ marginBottom: 12 }}>
      {t('sheet')}
      <Select
        aria-label={t('sheet')}
        value={sheet}
        loading={busy}
        disabled={busy || !may('PUT /api/admin/imports/:id/sheet')}
        popupMatchSelectWidth={false}
        options={sheets.map((name) => ({ value: name, label: name }))}
        onChange={(name) => void read(name)}
      />
    </div>
  );
}
