import { DownOutlined, UpOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useRef } from 'react';
import { useKeys } from '../keys.ts';
import { useSharedText } from '../shared-texts.ts';

type StepsProps = {
  /** The rows that are shown, by their keys, and the one beside them. */
  readonly rows: readonly string[];
  readonly open: string;
  readonly onOpen: (row: string) => void;
};

/** From one row to the next without closing it: K and J, or the two buttons. A row that left the list gave its place to the next. */
export function Steps({ rows, open, onOpen }: StepsProps) {
  const t = useSharedText();
  const place = useRef(0);
  const at = rows.indexOf(open);
  if (at >= 0) place.current = at;
  const next = rows[at >= 0 ? at + 1 : place.current];
  const before = rows[place.current - 1];
  const go = (row: string | undefined) => (row === undefined ? undefined : () => onOpen(row));
  useKeys({ j: go(next), k: go(before) });
  return (
    <span className="hs-inline" style={{ flexWrap: 'nowrap', gap: 4 }}>
      <Button
        size="small"
        icon={<UpOutlined />}
        disabled={before === undefined}
        onClick={go(before)}
        title={t('step_before')}
        aria-label={t('step_before')}
      />
      <Button
        size="small"
        icon={<DownOutlined />}
        disabled={next === undefined}
        onClick={go(next)}
        title={t('step_next')}
        aria-label={t('step_next')}
      />
    </span>
  );
}
