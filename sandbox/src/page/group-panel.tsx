import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { type CorpGroup, call, type Staff, sandbox } from './api.ts';
import { say } from './desk-state.ts';
import { onWecom } from './live.ts';

const groups = signal<readonly CorpGroup[]>([]);
const opened = signal<string | null>(null);
const inIt = signal<readonly { readonly userid: string; readonly shopperId: string | null; readonly name: string }[]>(
  [],
);
const name = signal('');

async function read(): Promise<void> {
  groups.value = (await call<{ readonly groups: readonly CorpGroup[] }>('GET', `${sandbox}/groups`)).groups;
  const chat = opened.value;
  if (chat === null || !groups.value.some(({ chatId }) => chatId === chat)) {
    opened.value = null;
    inIt.value = [];
    return;
  }
  inIt.value = (await call<{ readonly inIt: typeof inIt.value }>('GET', `${sandbox}/groups/${chat}`)).inIt;
}

const failed = (error: Error): void => say(error.message);
const act = (method: 'POST' | 'DELETE', path: string, body?: object) => {
  call(method, `${sandbox}${path}`, body).then(read).catch(failed);
};

/** Customer groups of the corp: a member makes one, takes somebody out, ends it. */
export function GroupPanel({ staff }: { readonly staff: readonly Staff[] }) {
  useEffect(() => {
    read().catch(failed);
    return onWecom(() => read().catch(failed));
  }, []);
  const maker = staff.find(({ active, canContact }) => active && canContact);
  return (
    <section class="staff" aria-label="客户群">
      <form
        class="scan-text"
        onSubmit={(event) => {
          event.preventDefault();
          if (!maker) return;
          act('POST', `/staff/${maker.userid}/groups`, { name: name.value });
          name.value = '';
        }}
      >
        <input
          placeholder="新客户群的名字"
          aria-label="新客户群的名字"
          value={name.value}
          onInput={(event) => (name.value = event.currentTarget.value)}
        />
        <button type="submit" disabled={!maker || name.value.trim() === ''}>
          建群
        </button>
      </form>
      <ul>
        {groups.value.map(({ chatId, name: title, ownerName, members }) => (
          <li key={chatId}>
            <div class="staff-member">
              <button
                type="button"
                class="ghost"
                aria-expanded={opened.value === chatId}
                onClick={() => {
                  opened.value = opened.value === chatId ? null : chatId;
                  read().catch(failed);
                }}
              >
                <b>{title}</b>{' '}
                <small>
                  {members} 人 · 群主 {ownerName}
                </small>
              </button>
              <button type="button" onClick={() => act('DELETE', `/groups/${chatId}`)}>
                解散
              </button>
            </div>
            {opened.value === chatId && <InIt chatId={chatId} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

function InIt({ chatId }: { readonly chatId: string }) {
  return (
    <ul class="staff-customers">
      {inIt.value.map(({ userid, shopperId, name: who }) => (
        <li key={userid}>
          <b>{who}</b>
          {shopperId === null ? (
            <small>企业成员</small>
          ) : (
            <button type="button" onClick={() => act('DELETE', `/groups/${chatId}/members/${shopperId}`)}>
              移出群聊
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}
