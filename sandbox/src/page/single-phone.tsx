import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { shopName } from './account.ts';
import { ApiError, call, type Shopper, sandbox } from './api.ts';
import { newShopper } from './desk-state.ts';
import { showContact } from './phone/contact.ts';
import { showGroup } from './phone/group.ts';
import { openPhone, type Phone } from './phone/model.ts';
import { showAccount } from './phone/official.ts';
import { PhoneFrame } from './phone/phone.tsx';
import { openStaffPhone } from './staff-phone/model.ts';
import { StaffPhoneFrame } from './staff-phone/staff-phone.tsx';
import { Welcome } from './welcome.tsx';

const phone = signal<Phone | null>(null);
const problem = signal<string | null>(null);
const rememberedShopper = 'huoshui.sandbox.phone-shopper';

const staffUserid = new URLSearchParams(location.search).get('staff');
const staffPhone = staffUserid === null ? null : openStaffPhone(staffUserid);

/** One phone over the whole window: of a member of the corp (`?staff=USERID`), else of a shopper. */
export function SinglePhone() {
  return staffPhone === null ? (
    <ShopperPhone />
  ) : (
    <div class="alone">
      <StaffPhoneFrame phone={staffPhone} onPutAway={null} />
    </div>
  );
}

/** For who opens the shop in a plain tab. `?shopper=ID|new&page=PATH&appid=APP` */
function ShopperPhone() {
  useEffect(() => {
    open().catch((error: Error) => {
      problem.value = error.message;
    });
  }, []);
  return (
    <div class="alone">
      {problem.value && (
        <p class="alert" role="alert">
          {problem.value}
        </p>
      )}
      {phone.value ? (
        <PhoneFrame
          key={phone.value.shopper.id}
          phone={phone.value}
          active={false}
          onActivate={() => {}}
          onPutAway={null}
        />
      ) : (
        <Welcome />
      )}
      <aside class="alone-note">
        <h1>
          {shopName}
          <small>沙箱体验</small>
        </h1>
        <p>
          这是一部模拟手机。登录、手机号、订阅消息和付款都由沙箱里的“微信”完成，不会用到真实的微信账号，也不会花钱。
        </p>
        {phone.value && (
          <p class="muted">
            你现在是 <b>{phone.value.shopper.label}</b>
          </p>
        )}
        <div class="actions">
          <button type="button" onClick={changeShopper}>
            换一位新顾客
          </button>
          <a class="button" href="/sandbox/">
            打开完整沙箱
          </a>
        </div>
      </aside>
    </div>
  );
}

async function open(): Promise<void> {
  const query = new URLSearchParams(location.search);
  const wanted = query.get('shopper') ?? 'new';
  const shopper =
    wanted === 'new'
      ? await ownShopper()
      : await call<Shopper>('GET', `${sandbox}/shoppers/${encodeURIComponent(wanted)}${ofApp(query.get('appid'))}`);
  phone.value = openPhone(shopper, query.get('page')?.replace(/^\//, '') || undefined, query.get('appid'));
  const add = query.get('add');
  // A code of WeCom that somebody held a camera over.
  if (add !== null) await showContact(phone.value, add);
  const join = query.get('join');
  if (join !== null) await showGroup(phone.value, join);
  const code = query.get('follow');
  if (code !== null) await showAccount(phone.value, code);
  document.title = `${shopper.label} · 活水沙箱`;
}

/** The console knows her by what she is in one app. */
const ofApp = (appid: string | null): string => (appid ? `?appid=${encodeURIComponent(appid)}` : '');

/** This browser's own shopper: made once, remembered, and made again when the sandbox was emptied. */
async function ownShopper(): Promise<Shopper> {
  const id = localStorage.getItem(rememberedShopper);
  if (id) {
    const known = await call<Shopper>('GET', `${sandbox}/shoppers/${id}`).catch((error: unknown) => {
      if (error instanceof ApiError && error.status === 404) return null;
      throw error;
    });
    if (known) return known;
  }
  const made = await newShopper();
  localStorage.setItem(rememberedShopper, made.id);
  return made;
}

function changeShopper(): void {
  newShopper().then(
    (shopper) => {
      localStorage.setItem(rememberedShopper, shopper.id);
      phone.value = openPhone(shopper);
    },
    (error: Error) => {
      problem.value = error.message;
    },
  );
}
