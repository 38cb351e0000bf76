import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { call, type Staff, type StaffCustomer, sandbox } from './api.ts';
import { say, showStaff } from './desk-state.ts';
import { formatDay } from './format.ts';
import { GroupPanel } from './group-panel.tsx';
import { onWecom } from './live.ts';

const staff = signal<readonly Staff[]>([]);
const opened = signal<string | null>(null);
const customers = signal<readonly StaffCustomer[]>([]);

async function read(): Promise<void> {
  staff.value = (await call<{ readonly staff: readonly Staff[] }>('GET', `${sandbox}/staff`)).staff;
  if (opened.value !== null) await readCustomers(opened.value);
}

async function readCustomers(userid: string): Promise<void> {
  const path = `${sandbox}/staff/${userid}/customers`;
  customers.value = (await call<{ readonly customers: readonly StaffCustomer[] }>('GET', path)).customers;
}

const failed = (error: Error): void => say(error.message);

/** The members of the corp with their WeCom: how they are, their customers, and what they said to each. */
export function StaffPanel({ onPhone }: { readonly onPhone: () => void }) {
  useEffect(() => {
    read().catch(failed);
    return onWecom(() => read().catch(failed));
  }, []);
  return (
    <>
      <section class="staff" aria-label="企业微信的导购">
        <ul>
          {staff.value.map((one) => (
            <li key={one.userid}>
              <Member staff={one} onPhone={onPhone} />
              {opened.value === one.userid && <Customers userid={one.userid} />}
            </li>
          ))}
        </ul>
      </section>
      <GroupPanel staff={staff.value} />
    </>
  );
}

function Member({
  staff: { userid, name, departmentName, realName, ownWelcome, capacity, customers: count },
  onPhone,
}: {
  readonly staff: Staff;
  readonly onPhone: () => void;
}) {
  const open = () => {
    opened.value = opened.value === userid ? null : userid;
    customers.value = [];
    if (opened.value !== null) readCustomers(userid).catch(failed);
  };
  const put = (change: object) => call('PUT', `${sandbox}/staff/${userid}`, change).then(read).catch(failed);
  return (
    <div class="staff-member">
      <button type="button" class="ghost" aria-expanded={opened.value === userid} onClick={open}>
        <b>{name}</b>{' '}
        <small>
          {departmentName} · {count}/{capacity} 位客户
        </small>
      </button>
      <button
        type="button"
        onClick={() => {
          showStaff(userid);
          onPhone();
        }}
      >
        她的手机
      </button>
      <label>
        <input type="checkbox" checked={realName} onChange={() => put({ realName: !realName })} /> 已实名
      </label>
      <label>
        <input type="checkbox" checked={ownWelcome} onChange={() => put({ ownWelcome: !ownWelcome })} /> 后台已配欢迎语
      </label>
    </div>
  );
}

function Customers({ userid }: { readonly userid: string }) {
  if (customers.value.length === 0) return <p class="sheet-note">还没有客户</p>;
  return (
    <ul class="staff-customers">
      {customers.value.map(({ shopperId, name, createdAt, tags, said }) => (
        <li key={shopperId}>
          <span>
            <b>{name}</b> <small>{formatDay(new Date(createdAt))}添加</small>
            {tags.map((tag) => (
              <span class="badge" key={tag}>
                {tag}
              </span>
            ))}
          </span>
          <small>{said.at(-1)?.title ?? '还没有说过话'}</small>
          <button
            type="button"
            onClick={() => call('DELETE', `${sandbox}/staff/${userid}/customers/${shopperId}`).then(read).catch(failed)}
          >
            删除客户
          </button>
        </li>
      ))}
    </ul>
  );
}
