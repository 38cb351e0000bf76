import Icon from '@ant-design/icons';

/** Arrows that go back and forth: the two round ones of the icon set look alike at the size of a button. */
const back = 'M8.5 4 4 8.5 8.5 13V9.6h4.2a3.6 3.6 0 0 1 0 7.2H9v2h3.7a5.6 5.6 0 0 0 0-11.2H8.5V4Z';

function Back() {
  return (
    <svg viewBox="0 0 22 22" width="1em" height="1em" fill="currentColor" aria-hidden="true">
      <path d={back} />
    </svg>
  );
}

function Forth() {
  return (
    <svg viewBox="0 0 22 22" width="1em" height="1em" fill="currentColor" aria-hidden="true">
      <path d={back} transform="translate(22 0) scale(-1 1)" />
    </svg>
  );
}

export const UndoIcon = () => <Icon component={Back} aria-hidden="true" />;
export const RedoIcon = () => <Icon component={Forth} aria-hidden="true" />;
