import { useState } from 'preact/hooks';
import type { Template } from '../api.ts';
import { Asker, Sheet } from './sheet.tsx';

type Props = {
  readonly app: string;
  readonly templates: readonly Template[];
  readonly answer: (accepted: readonly string[], always: boolean) => void;
};

/** One accept is the right to send one message of that template. */
export function SubscribeSheet({ app, templates, answer }: Props) {
  const [chosen, setChosen] = useState<readonly string[]>(templates.map(({ id }) => id));
  const [always, setAlways] = useState(false);
  const [shownExample, setShownExample] = useState<string | null>(null);
  const toggle = (id: string) =>
    setChosen(chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id]);
  return (
    <Sheet label="申请发送订阅消息" onEscape={() => answer([], false)}>
      <Asker app={app} does="申请" />
      <h3>发送一次以下消息</h3>
      <ul class="templates">
        {templates.map((template) => (
          <li key={template.id}>
            <label>
              <input
                type="checkbox"
                class="round"
                checked={chosen.includes(template.id)}
                onChange={() => toggle(template.id)}
              />
              {template.title}
            </label>
            <button
              type="button"
              class="example-toggle"
              aria-expanded={shownExample === template.id}
              aria-label={`${template.title}的示例`}
              onClick={() => setShownExample(shownExample === template.id ? null : template.id)}
            >
              示例
            </button>
            {shownExample === template.id && (
              <dl class="example">
                {template.fields.map(({ key, label, example }) => (
                  <div key={key}>
                    <dt>{label}</dt>
                    <dd>{example}</dd>
                  </div>
                ))}
              </dl>
            )}
          </li>
        ))}
      </ul>
      <label class="always">
        <input type="checkbox" class="round" checked={always} onChange={() => setAlways(!always)} />
        总是保持以上选择，不再询问
      </label>
      <div class="sheet-actions">
        <button type="button" class="wx-plain" onClick={() => answer([], always)}>
          拒绝
        </button>
        <button
          type="button"
          class="wx-green"
          data-first
          disabled={chosen.length === 0}
          onClick={() => answer(chosen, always)}
        >
          允许
        </button>
      </div>
    </Sheet>
  );
}
