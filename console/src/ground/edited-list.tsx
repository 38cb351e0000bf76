import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type ReactNode, useCallback, useState } from 'react';
import { List, type ListProps } from '../ui/list/list.tsx';
import { type Act, May, useMay } from './may.tsx';

type EditedListProps<Row> = Omit<ListProps<Row>, 'actions' | 'onOpen' | 'empty'> & {
  /** The button above the list, and in it while there is nothing. */
  readonly create: { readonly call: Act; readonly label: string };
  /** The route of a change: rows open for those who may make it. Absent: what is made is only ended. */
  readonly change?: Act;
  /** Of a row, or of a new one. */
  readonly dialog: (row: Row | null, close: () => void) => ReactNode;
  readonly empty: { readonly title: string; readonly hint: string };
};

/** A list whose rows are made and changed in a dialog over it. */
export function EditedList<Row extends object>({ create, change, dialog, empty, ...list }: EditedListProps<Row>) {
  const may = useMay();
  const [editing, edit] = useState<Row | 'new' | null>(null);
  const close = useCallback(() => edit(null), []);
  const button = (
    <May call={create.call}>
      <Button type="primary" icon={<PlusOutlined />} onClick={() => edit('new')}>
        {create.label}
      </Button>
    </May>
  );
  return (
    <>
      <List<Row>
        {...list}
        actions={button}
        onOpen={change !== undefined && may(change) ? edit : undefined}
        empty={{ ...empty, action: button }}
      />
      {editing !== null && dialog(editing === 'new' ? null : editing, close)}
    </>
  );
}
