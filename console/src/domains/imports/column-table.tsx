import { goodsField, importField } from '@huoshui/contracts/words/imports';
import { Select } from 'antd';
import { byPlace } from '../../ui/by-place.ts';
import { optionsOf, useWords } from '../../ui/words.ts';
import type { Mapping } from './import-state.tsx';
import type { FilePreview } from './mapping-editor.tsx';
import { useImportText } from './texts.ts';

type ColumnTableProps = {
  readonly mapping: Mapping;
  readonly preview: FilePreview;
  readonly onChange: (mapping: Mapping) => void;
};

/** The first rows of the file with a choice above each column. */
export function ColumnTable({ mapping, preview, onChange }: ColumnTableProps) {
  const t = useImportText();
  const say = useWords();
  const width = Math.max(preview.header.length, ...preview.rows.map((row) => row.length));
  const isGoods = mapping.format === 'goods';
  const chosen: readonly string[] = filled<string>(isGoods ? mapping.goods : mapping.columns, width);
  const choices: readonly { readonly value: string; readonly label: string }[] = isGoods
    ? optionsOf(goodsField, say)
    : optionsOf(importField, say);
  const choose = (index: number, next: string) => {
    const replaced = <Field extends string>(fields: readonly Field[], known: Readonly<Record<Field, unknown>>) =>
      fields.map((field, at) => (at === index && isKey(known, next) ? next : field));
    onChange(
      isGoods
        ? { ...mapping, goods: replaced(filled(mapping.goods, width), goodsField) }
        : { ...mapping, columns: replaced(filled(mapping.columns, width), importField) },
    );
  };
  const fixed = mapping.format === 'cdnow';
  const titleOf = (index: number) => {
    const title = preview.header[index];
    return title ? say(title) : t('column', { n: index + 1 });
  };
  return (
    <div className="hs-grid-scroll">
      <table className="hs-grid hs-map">
        <thead>
          <tr>
            {byPlace(chosen).map(({ place, index, item: field }) => (
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
                    options={[...choices]}
                    onChange={(next) => choose(index, next)}
                  />
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {byPlace(preview.rows.slice(0, 8)).map(({ place: rowPlace, item: row }) => (
            <tr key={rowPlace}>
              {byPlace(chosen).map(({ place, index, item: field }) => (
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

/** As many as the file has columns; what was not said is skipped. */
function filled<Field extends string>(fields: readonly Field[] | undefined, width: number): (Field | 'skip')[] {
  return Array.from({ length: width }, (_, index) => fields?.[index] ?? 'skip');
}

function isKey<Key extends string>(known: Readonly<Record<Key, unknown>>, text: string): text is Key {
  return Object.hasOwn(known, text);
}
