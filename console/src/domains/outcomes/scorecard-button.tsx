import type { ScorecardKind } from '@huoshui/contracts/words/scorecards';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { Scorecard } from './scorecard.tsx';
import { useScorecardText } from './scorecard-texts.ts';

type ButtonProps = {
  readonly kind: ScorecardKind;
  readonly id: string;
  /** What it is of, in the head of what opens. */
  readonly name?: string;
  readonly inRow?: boolean;
};

/** Opens the figures of something that has no page of its own. */
export function ScorecardButton({ kind, id, name, inRow = false }: ButtonProps) {
  const t = useScorecardText();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button {...(inRow ? { size: 'small', type: 'link' } : {})} onClick={() => setOpen(true)}>
        {t('open')}
      </Button>
      <Modal
        open={open}
        title={name === undefined ? t('title') : `${t('title')} · ${name}`}
        footer={null}
        width={960}
        destroyOnHidden
        onCancel={() => setOpen(false)}
      >
        {open && <Scorecard kind={kind} id={id} />}
      </Modal>
    </>
  );
}
