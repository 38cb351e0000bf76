import { Modal } from 'antd';
import { Fragment } from 'react';
import { useAppText } from './app-texts.ts';

const isMac = /Mac|iP(hone|ad)/.test(navigator.userAgent);
const command = isMac ? '⌘' : 'Ctrl';

/** Every key that does something, by where it does; single keys are not heard while somebody types. */
const places = [
  {
    place: 'keys_anywhere',
    keys: [
      [[command, 'K'], 'key_find'],
      [['/'], 'key_find'],
      [['?'], 'key_keys'],
    ],
  },
  {
    place: 'keys_beside',
    keys: [
      [['J'], 'key_next'],
      [['K'], 'key_before'],
      [['A'], 'key_agree'],
      [['R'], 'key_refuse'],
    ],
  },
  {
    place: 'keys_canvas',
    keys: [
      [['A'], 'key_step'],
      [['Delete'], 'key_remove'],
      [[command, 'C'], 'key_copy'],
      [[command, 'V'], 'key_paste'],
      [[command, 'Z'], 'key_undo'],
      [[command, 'Shift', 'Z'], 'key_redo'],
    ],
  },
] as const;

/** `?`: what the keyboard does. */
export function Shortcuts({ onClose }: { readonly onClose: () => void }) {
  const t = useAppText();
  return (
    <Modal open width={460} footer={null} title={t('keys')} onCancel={onClose}>
      {places.map(({ place, keys }) => (
        <section key={place} aria-label={t(place)}>
          <h3 className="hs-keys-place">{t(place)}</h3>
          <dl className="hs-keys">
            {keys.map(([pressed, does]) => (
              <Fragment key={pressed.join(' ')}>
                <dt>
                  {pressed.map((key) => (
                    <kbd key={key}>{key}</kbd>
                  ))}
                </dt>
                <dd>{t(does)}</dd>
              </Fragment>
            ))}
          </dl>
        </section>
      ))}
    </Modal>
  );
}
