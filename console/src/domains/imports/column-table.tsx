import { importField } from '@huoshui/contracts/words/imports';
import { Select } from 'antd';
import { byPlace } from '../../ui/by-place.ts';
import { optionsOf, useWords } from '../../ui/words.ts';
import type { ImportField, Mapping } from './import-state.tsx';
import type { FilePreview } from './mapping-editor.tsx';
import { useImportText } from './texts.ts';

type ColumnTableProps = {
  readonly mapping: Mapping;
  readonly preview: FilePreview;
  readonly onChange: (columns: readonly ImportField[]) => void;
};

/** The first rows of the file with a choice above each column. */
export function ColumnTable({ mapping, preview, onChange }: ColumnTableProps) {
  const t = useImportText();
  const say = useWords();
  const width = Math.max(preview.header.length, ...preview.rows.map((row) => row.length));
  const fields = Array.from({ length: width }, (_, index) => mapping.columns?.[index] ?? 'skip');
  const titleOf = (index: number) => {
    const title = preview.header[index];
    return title ? say(title) : t('column', { n: index + 1 });
  };
  const fixed = mapping.format === 'cdnow';
  return (
    <div className="hs-grid-scroll">
      <table className="hs-grid hs-map">
        <thead>
          <tr>
            {byPlace(fields).map(({ place, index, item: field }) => (
              <th key={place}>
                <div className="hs-ellipsis" style={{ marginBottom: 4 }}>
                  {titleOf(index)}
                </div>
                {!fixed && (
                  <Select
                    size="small"
                    value={field}
                    aria-label={t('column', { n: index + 1 })}
                    popupMatchSelectWidth={false}
                    style={{ width: '100%', minWidth: 104 }}
                    options={optionsOf(importField, say)}
                    onChange={(next) => onChange(fields.map((other, at) => (at === index ? next : other)))}
                  />
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {byPlace(preview.rows.slice(0, 8)).map(({ place: rowPlace, item: row }) => (
            <tr key={rowPlace}>
              {byPlace(fields).map(({ place, index, item: field }) => (
                <td key={place} className={!fixed && field === 'skip' ? 'hs-map-skip' : undefined} title={row[index]}>
                  {row[index]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
