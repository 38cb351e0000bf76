import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { CallLog } from './call-log.tsx';
import { activePhone, newShopper, phones, putAway, say, show, staffPhone, startDesk, toast } from './desk-state.ts';
import { FaultPanel, setFaults } from './fault-panel.tsx';
import { Icon, type IconName } from './icon.tsx';
import { serverReachable, summary } from './live.ts';
import { PhoneFrame } from './phone/phone.tsx';
import { ShopperList } from './shopper-list.tsx';
import { StaffPanel } from './staff-panel.tsx';
import { StaffPhoneFrame } from './staff-phone/staff-phone.tsx';
import { TimeControl } from './time-control.tsx';
import { Welcome } from './welcome.tsx';

type Pane = 'shoppers' | 'phones' | 'controls';
/** On a narrow window one pane shows at a time. */
const pane = signal<Pane>('phones');
const tab = signal<'log' | 'faults' | 'staff'>('log');

/** WeChat on a desk: shoppers on the left, phones in the middle, time, faults and calls on the right. */
export function Desk() {
  useEffect(() => {
    startDesk().catch((error: Error) => say(error.message));
  }, []);
  return (
    <div class={`desk pane-${pane.value}`}>
      <Header />
      <ShopperList onShown={() => (pane.value = 'phones')} />
      <main class={phones.value.length + (staffPhone.value ? 1 : 0) > 1 ? 'table two' : 'table'} aria-label="手机">
        {phones.value.length === 0 && <Welcome />}
        {phones.value.map((phone, index) => (
          <PhoneFrame
            key={phone.shopper.id}
            phone={phone}
            active={phones.value.length > 1 && index === activePhone.value}
            onActivate={() => (activePhone.value = index)}
            onPutAway={phones.value.length > 1 ? () => putAway(index) : null}
          />
        ))}
        {staffPhone.value && (
          <StaffPhoneFrame
            key={staffPhone.value.userid}
            phone={staffPhone.value}
            onPutAway={() => (staffPhone.value = null)}
          />
        )}
        {phones.value.length === 1 && !staffPhone.value && <SecondPhone />}
      </main>
      <aside class="controls" aria-label="控制台">
        <TimeControl />
        <Tabs />
        {tab.value === 'log' && <CallLog />}
        {tab.value === 'faults' && <FaultPanel />}
        {tab.value === 'staff' && <StaffPanel onPhone={() => (pane.value = 'phones')} />}
      </aside>
      <PaneBar />
      <div class="toast-desk" role="status" aria-live="polite">
        {toast.value && <span>{toast.value}</span>}
      </div>
    </div>
  );
}

function Header() {
  const state = summary.value;
  return (
    <header class="header">
      <a class="brand" href="/sandbox/" aria-label="活水沙箱">
        <svg width="32" height="32" viewBox="0 0 32 32" aria-hidden="true">
          <rect width="32" height="32" rx="8" fill="#ffffff" fill-opacity="0.16" />
          <path
            d="M5.500 20.500c3.500 0 3.500-3 7-3s3.500 3 7 3 3.500-3 7-3"
            fill="none"
            stroke="#fff"
            stroke-width="2.400"
            stroke-linecap="round"
          />
          <path
            d="M16 5.500c2.600 3 3.800 4.700 3.800 6.300a3.800 3.800 0 0 1-7.600 0c0-1.600 1.200-3.300 3.800-6.300z"
            fill="#fff"
          />
        </svg>
        <span>
          <b>活水沙箱</b>
          <small>桌面上的微信世界</small>
        </span>
      </a>
      {state && (
        <dl class="figures">
          <Figure label="顾客" value={state.shoppers} />
          <Figure label="支付" value={state.paid} />
          <Figure label="退款" value={state.refunds} />
          <Figure label="消息" value={state.notices} />
          {state.pendingNotifications > 0 && <Figure label="待通知" value={state.pendingNotifications} />}
        </dl>
      )}
      <nav class="links" aria-label="其他页面">
        <a href="/" target="_blank" rel="noreferrer">
          商城 <Icon name="external" size={14} />
        </a>
        <a href="/console" target="_blank" rel="noreferrer">
          运营后台 <Icon name="external" size={14} />
        </a>
      </nav>
      {!serverReachable.value && (
        <p class="alert" role="alert">
          连不上商家服务：手机里的商城和时间控制暂不可用。
          {state && <a href={`${state.serverUrl}/sandbox/`}>从 {state.serverUrl}/sandbox/ 打开</a>}
        </p>
      )}
    </header>
  );
}

function Figure({ label, value }: { readonly label: string; readonly value: number }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value.toLocaleString('zh-CN')}</dd>
    </div>
  );
}

function SecondPhone() {
  const add = () => {
    newShopper().then(
      (shopper) => show(shopper, 1),
      (error: Error) => say(error.message),
    );
  };
  return (
    <button type="button" class="second-phone" onClick={add}>
      <Icon name="plus" size={28} />
      <b>再放一部手机</b>
      <small>新顾客用它登录，两个人同时逛</small>
    </button>
  );
}

function Tabs() {
  const active = setFaults.value;
  return (
    <div class="tabs" role="tablist" aria-label="调用与故障">
      <button type="button" role="tab" aria-selected={tab.value === 'log'} onClick={() => (tab.value = 'log')}>
        <Icon name="list" size={16} /> 调用记录
      </button>
      <button type="button" role="tab" aria-selected={tab.value === 'faults'} onClick={() => (tab.value = 'faults')}>
        <Icon name="bolt" size={16} /> 故障
        {active > 0 && <span class="badge warn">{active}</span>}
      </button>
      <button type="button" role="tab" aria-selected={tab.value === 'staff'} onClick={() => (tab.value = 'staff')}>
        <Icon name="people" size={16} /> 企微
      </button>
    </div>
  );
}

const panes: readonly (readonly [Pane, string, IconName])[] = [
  ['shoppers', '顾客', 'people'],
  ['phones', '手机', 'phone'],
  ['controls', '控制', 'clock'],
];

function PaneBar() {
  return (
    <nav class="pane-bar" aria-label="切换区域">
      {panes.map(([id, label, icon]) => (
        <button type="button" key={id} aria-pressed={pane.value === id} onClick={() => (pane.value = id)}>
          <Icon name={icon} size={20} />
          {label}
        </button>
      ))}
    </nav>
  );
}
