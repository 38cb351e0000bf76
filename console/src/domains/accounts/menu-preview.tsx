import type { Draft } from '@huoshui/contracts/form';
import './accounts.css';

type Row = { readonly level: string; readonly name: string };

/** The foot of the chat, as she sees it, with what opens below each button. */
export function MenuPreview({ values }: { readonly values: Draft }) {
  const rows = (Array.isArray(values.buttons) ? values.buttons : []).map(
    (one): Row => ({ level: String(Object(one).level ?? 'first'), name: String(Object(one).name ?? '') }),
  );
  const groups: { name: string; below: string[] }[] = [];
  for (const { level, name } of rows) {
    if (level === 'second') groups.at(-1)?.below.push(name);
    else groups.push({ name, below: [] });
  }
  return (
    <div className="hs-account-menu">
      {groups.slice(0, 3).map(({ name, below }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: names may be empty or alike while they are typed
        <div key={at}>
          <ul>
            {below.map((one, n) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: as above
              <li key={n}>{one || '…'}</li>
            ))}
          </ul>
          <b>{name || '…'}</b>
        </div>
      ))}
    </div>
  );
}
