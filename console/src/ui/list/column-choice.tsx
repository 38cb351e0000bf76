import { SettingOutlined } from '@ant-design/icons';
import { Button, Checkbox, Popover } from 'antd';
import { useMemo } from 'react';
import { useSharedText } from '../shared-texts.ts';
import type { Column } from './column.ts';
import { useRemembered } from './remembered.ts';

/** Which columns a list shows; the first is the row's name and always stays, as does what may be done with it. */
export function useColumnChoice<Row>(list: string, columns: readonly Column<Row>[]) {
  const [chosen, choose] = useRemembered(`huoshui.columns.${list}`);
  const shown = useMemo(
    () =>
      columns.filter(
        (column, index) =>
          index === 0 || column.stays || (chosen === null ? !column.hidden : chosen.includes(column.key)),
      ),
    [columns, chosen],
  );
  return { shown, choose, isDefault: chosen === null };
}

type ColumnChoiceProps<Row> = {
  readonly columns: readonly Column<Row>[];
  readonly shown: readonly Column<Row>[];
  readonly onChoose: (keys: readonly string[] | null) => void;
  readonly isDefault: boolean;
};

export function ColumnChoice<Row>({ columns, shown, onChoose, isDefault }: ColumnChoiceProps<Row>) {
  const t = useSharedText();
  const keys = shown.map((column) => column.key);
  const choices = columns.slice(1).filter((column) => !column.stays);
  const toggle = (key: string) => onChoose(keys.includes(key) ? keys.filter((other) => other !== key) : [...keys, key]);
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      content={
        <div className="hs-column-choice">
          {choices.map((column) => (
            <Checkbox key={column.key} checked={keys.includes(column.key)} onChange={() => toggle(column.key)}>
              {column.title}
            </Checkbox>
          ))}
          <Button size="small" type="link" disabled={isDefault} onClick={() => onChoose(null)}>
            {t('reset')}
          </Button>
        </div>
      }
    >
      <Button icon={<SettingOutlined />} aria-label={t('columns')} title={t('columns')} />
    </Popover>
  );
}
