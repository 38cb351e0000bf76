import { Alert, Button, Modal } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { Grid } from '../report/grid.tsx';
import { useSharedText } from '../shared-texts.ts';
import { type Difference, differences } from './differences.ts';

type Props = {
  /** What stands on the server now, where that differs; and what was typed here. */
  readonly theirs: object | null;
  readonly mine: object;
  /** Who and when, as the server said when it refused a save; nothing while it has not been asked. */
  readonly said: string | null;
  readonly onReload: () => void;
};

/** Somebody else saved the same thing meanwhile: what was typed stays, and it is plain what saving would do to hers. */
export function SomeoneElse({ theirs, mine, said, onReload }: Props) {
  const t = useSharedText();
  const [comparing, setComparing] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  // A long form would hide it behind the save bar.
  useEffect(() => place.current?.scrollIntoView({ block: 'center' }), []);
  // She changed what this form does not show (switched it off): nothing here is at odds, saving again does.
  if (theirs === null)
    return (
      <div ref={place}>
        {said !== null && <Alert type="warning" showIcon role="alert" title={said} description={t('stale_again')} />}
      </div>
    );
  return (
    <div ref={place}>
      <Alert
        type="warning"
        showIcon
        role="alert"
        title={said ?? t('stale')}
        description={
          <>
            {t('stale_hint')}
            <div className="hs-inline" style={{ marginTop: 8 }}>
              <Button size="small" onClick={() => setComparing(true)}>
                {t('stale_compare')}
              </Button>
              <Button size="small" onClick={onReload}>
                {t('stale_reload')}
              </Button>
            </div>
          </>
        }
      />
      <Modal
        open={comparing}
        footer={null}
        width={760}
        title={t('stale_compare')}
        onCancel={() => setComparing(false)}
        destroyOnHidden
      >
        <Comparison rows={differences(theirs, mine).filter(({ at }) => at !== 'revision')} />
      </Modal>
    </div>
  );
}

function Comparison({ rows }: { readonly rows: readonly Difference[] }) {
  const t = useSharedText();
  return (
    <Grid
      rows={rows}
      rowKey={(row) => row.at}
      columns={[
        { title: t('stale_field'), render: (row) => labelOf(row.at) },
        { title: t('stale_theirs'), render: (row) => row.theirs },
        { title: t('stale_mine'), render: (row) => row.mine },
      ]}
    />
  );
}

/** The label that the form itself shows for a value; what has none goes by its path. */
function labelOf(at: string): string {
  const steps = at.split('.');
  for (let length = steps.length; length > 0; length -= 1) {
    const label = document.querySelector(`label[for="${CSS.escape(steps.slice(0, length).join('_'))}"]`);
    if (label?.textContent) return label.textContent;
  }
  return at;
}
