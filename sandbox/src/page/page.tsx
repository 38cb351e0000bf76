import { render } from 'preact';
import { Desk } from './desk.tsx';
import { startLive } from './live.ts';
import { SinglePhone } from './single-phone.tsx';
import './style/tokens.css';
import './style/shopper-list.css';
import './style/time.css';
import './style/faults.css';
import './style/call-log.css';
import './style/phone.css';
import './style/chats.css';
import './style/accounts.css';
import './style/sheets.css';
import './style/cashier.css';
import './style/staff-phone.css';
import './style/moments.css';
import './style/desk.css';
import './style/alone.css';

const root = document.getElementById('root');
if (root) {
  startLive();
  const alone = location.pathname.replace(/\/$/, '').endsWith('/sandbox/phone');
  render(alone ? <SinglePhone /> : <Desk />, root);
}
