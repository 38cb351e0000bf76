import { LinkOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useAddress } from '../../../ui/address/use-address.ts';
import { PageHead } from '../../../ui/page-head.tsx';
import { nothingYet, settingShapes } from './setting.ts';
import { Simulator } from './simulator.tsx';
import { useSimulatorText } from './texts.ts';

/** What checkout would ask: of whom one likes, for what, when and where. The setting stands in the address. */
export function SimulatorPage() {
  const t = useSimulatorText();
  const { message } = App.useApp();
  const [setting, change] = useAddress(settingShapes, nothingYet);
  const share = async () => {
    await navigator.clipboard.writeText(window.location.href);
    void message.success(t('shared'));
  };
  return (
    <div className="hs-page">
      <PageHead
        title={t('title')}
        purpose={t('purpose')}
        actions={
          // Browsers give a clipboard to safe pages alone: elsewhere the address bar has the same link.
          navigator.clipboard !== undefined &&
          setting.cart.length > 0 && (
            <Button icon={<LinkOutlined />} onClick={() => void share()}>
              {t('share')}
            </Button>
          )
        }
      />
      <Simulator setting={setting} change={change} />
    </div>
  );
}
