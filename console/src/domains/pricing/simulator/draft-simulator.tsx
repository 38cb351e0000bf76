import { ExperimentOutlined } from '@ant-design/icons';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { nothingYet, type Question, type Setting } from './setting.ts';
import { Simulator } from './simulator.tsx';
import { useSimulatorText } from './texts.ts';

/** A button beside a rule that is being written: the same simulator, with the rule as it stands in the form. */
export function DraftSimulator({ draft }: { readonly draft: NonNullable<Question['draft']> }) {
  const t = useSimulatorText();
  const [open, setOpen] = useState(false);
  const [setting, setSetting] = useState<Setting>(nothingYet);
  return (
    <>
      <Button block disabled={false} icon={<ExperimentOutlined />} onClick={() => setOpen(true)}>
        {t('draft_open')}
      </Button>
      <Drawer open={open} onClose={() => setOpen(false)} title={t('draft_title')} size={1120} destroyOnHidden>
        <p className="hs-soft">{t('draft_note')}</p>
        <Simulator
          setting={setting}
          change={(changes) => setSetting((before) => ({ ...before, ...changes }))}
          draft={draft}
        />
      </Drawer>
    </>
  );
}
