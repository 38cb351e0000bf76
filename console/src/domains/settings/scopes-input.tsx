import { valuesOf, type Words } from '@huoshui/contracts/words';
import { type Area, area, neverByKey, type Permission, permissions } from '@huoshui/contracts/words/permissions';
import { Button, Checkbox } from 'antd';
import { useCan } from '../../ground/session.tsx';
import { useWords } from '../../ui/words.ts';
import { useApiKeyText } from './api-key-texts.ts';

type ScopesInputProps = {
  readonly value?: readonly Permission[];
  readonly onChange?: (scopes: readonly Permission[]) => void;
};

/** Permissions by what they are about; only those that whoever chooses has, and that a key may have. */
export function ScopesInput({ value = [], onChange }: ScopesInputProps) {
  const t = useApiKeyText();
  const say = useWords();
  const can = useCan();
  const offered = permissions.filter((one) => can(one) && !neverByKey.includes(one));
  const areas = valuesOf(area).filter((name) => offered.some((one) => aboutOf(one) === name));
  const put = (scope: Permission, on: boolean) =>
    onChange?.(on ? [...value, scope] : value.filter((one) => one !== scope));
  const box = (scope: Permission, label: string, about: Words) =>
    offered.includes(scope) ? (
      <Checkbox
        checked={value.includes(scope)}
        aria-label={`${label} ${say(about)}`}
        onChange={({ target }) => put(scope, target.checked)}
      />
    ) : null;
  return (
    <>
      <div className="hs-inline hs-scope-all">
        <Button size="small" onClick={() => onChange?.(offered.filter((one) => one.endsWith('.read')))}>
          {t('all_read')}
        </Button>
        <Button size="small" onClick={() => onChange?.([])}>
          {t('none')}
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is within reach of the keyboard */}
      <section className="hs-scopes" tabIndex={0} aria-label={t('scopes')}>
        <table>
          <thead>
            <tr>
              <td />
              <th scope="col">{t('read')}</th>
              <th scope="col">{t('write')}</th>
            </tr>
          </thead>
          <tbody>
            {areas.map((name) => (
              <tr key={name}>
                <th scope="row">{say(area[name])}</th>
                <td>{box(`${name}.read`, t('read'), area[name])}</td>
                <td>{box(`${name}.write`, t('write'), area[name])}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

function aboutOf(permission: Permission): Area | undefined {
  return valuesOf(area).find((name) => permission.startsWith(`${name}.`));
}
