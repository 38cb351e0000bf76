import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import type { ListField as List } from '@huoshui/contracts/form';
import { initialValues } from '@huoshui/contracts/form-values';
import { Button, Form } from 'antd';
import type { ComponentType } from 'react';
import { useSharedText } from '../../shared-texts.ts';
import { useWords } from '../../words.ts';
import type { FieldListProps, FieldProps } from './field-item.tsx';
import { useProblemAt } from './problems.tsx';

/** The renderer of fields is handed in, so that a list may hold lists without the two files needing each other. */
type ListFieldProps = FieldProps<List> & { readonly Fields: ComponentType<FieldListProps> };

/** Rows of the same fields; only as many as the form takes can be added or taken away. */
export function ListField({ field, path, name, disabled, Fields }: ListFieldProps) {
  const t = useSharedText();
  const say = useWords();
  const problem = useProblemAt(path);
  const off = disabled === undefined ? {} : { disabled };
  const label = say(field.label);
  return (
    <fieldset className="hs-field-list" aria-describedby={`${path}-problem`}>
      <legend>{label}</legend>
      {field.hint && <p className="hs-soft">{say(field.hint)}</p>}
      <Form.List name={[...name]}>
        {(rows, { add, remove, move }) => (
          <>
            {rows.map((row, index) => (
              <div key={row.key} className="hs-field-list-row">
                <header>
                  <span className="hs-soft">
                    {field.row
                      ? t('list_row_of', { at: index + 1, row: say(field.row) })
                      : t('list_row', { at: index + 1 })}
                  </span>
                  <span>
                    <Button
                      type="text"
                      size="small"
                      icon={<ArrowUpOutlined />}
                      aria-label={t('list_up', { at: index + 1, label })}
                      disabled={disabled || index === 0}
                      onClick={() => move(index, index - 1)}
                    />
                    <Button
                      type="text"
                      size="small"
                      icon={<ArrowDownOutlined />}
                      aria-label={t('list_down', { at: index + 1, label })}
                      disabled={disabled || index === rows.length - 1}
                      onClick={() => move(index, index + 1)}
                    />
                    <Button
                      type="text"
                      size="small"
                      icon={<DeleteOutlined />}
                      aria-label={t('list_remove', { at: index + 1, label })}
                      disabled={disabled || rows.length <= field.min}
                      onClick={() => remove(row.name)}
                    />
                  </span>
                </header>
                <div className="hs-field-list-fields">
                  <Fields fields={field.of} path={[...path.split('.'), String(row.name)]} name={[row.name]} {...off} />
                </div>
              </div>
            ))}
            <div className="hs-inline">
              <Button
                icon={<PlusOutlined />}
                disabled={disabled || rows.length >= field.max}
                onClick={() => add(initialValues(field.of))}
              >
                {say(field.add)}
              </Button>
              {rows.length >= field.max && (
                <span className="hs-soft hs-small">{t('list_full', { max: field.max })}</span>
              )}
            </div>
          </>
        )}
      </Form.List>
      <div id={`${path}-problem`} className="hs-field-problem" role={problem ? 'alert' : undefined}>
        {problem && say(problem)}
      </div>
    </fieldset>
  );
}
