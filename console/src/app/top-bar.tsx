import {
  GlobalOutlined,
  MenuOutlined,
  MoonOutlined,
  SearchOutlined,
  SunOutlined,
  UserOutlined,
} from '@ant-design/icons';
import { Button, Dropdown, Tooltip } from 'antd';
import { useNavigate } from 'react-router';
import { useServerTasks } from '../ground/server-tasks.ts';
import { type SignedIn, useSignOut } from '../ground/session.tsx';
import { useLanguage } from '../ui/figures.tsx';
import { chooseLanguage, isLanguage, languages } from '../ui/language.ts';
import { chooseMode, useMode } from '../ui/mode.ts';
import { TaskCentre } from '../ui/tasks/task-centre.tsx';
import { useAppText } from './app-texts.ts';
import { SandboxClock } from './sandbox-clock.tsx';
import { WorkBell } from './work-bell.tsx';

const isMac = /Mac|iP(hone|ad)/.test(navigator.userAgent);

type Props = {
  readonly session: SignedIn;
  readonly onFind: () => void;
  readonly onNavigate: () => void;
  readonly onKeys: () => void;
};

export function TopBar({ session, onFind, onNavigate, onKeys }: Props) {
  const t = useAppText();
  const serverTasks = useServerTasks();
  return (
    <header className="hs-bar">
      <Button type="text" className="hs-nav-open" icon={<MenuOutlined />} aria-label={t('nav')} onClick={onNavigate} />
      <span className="hs-shop hs-ellipsis">{session.shop.name}</span>
      <button type="button" className="hs-find" onClick={onFind}>
        <SearchOutlined />
        <span>{t('find')}</span>
        <kbd>{isMac ? '⌘ K' : 'Ctrl K'}</kbd>
      </button>
      <div className="hs-bar-right">
        {session.shop.sandbox && <SandboxClock />}
        <WorkBell />
        <TaskCentre serverTasks={serverTasks} />
        <LanguageSwitch />
        <ThemeSwitch />
        <UserMenu session={session} onKeys={onKeys} />
      </div>
    </header>
  );
}

function LanguageSwitch() {
  const language = useLanguage();
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        selectedKeys: [language],
        items: Object.entries(languages).map(([key, label]) => ({ key, label })),
        onClick: ({ key }) => {
          if (isLanguage(key)) chooseLanguage(key);
        },
      }}
    >
      <Button type="text" icon={<GlobalOutlined />} aria-label={languages[language]}>
        <span className="hs-wide">{languages[language]}</span>
      </Button>
    </Dropdown>
  );
}

function ThemeSwitch() {
  const t = useAppText();
  const mode = useMode();
  const next = mode === 'dark' ? 'light' : 'dark';
  const label = t(next === 'dark' ? 'theme_dark' : 'theme_light');
  return (
    <Tooltip title={label}>
      <Button
        type="text"
        aria-label={label}
        icon={mode === 'dark' ? <SunOutlined /> : <MoonOutlined />}
        onClick={() => chooseMode(next)}
      />
    </Tooltip>
  );
}

function UserMenu({ session, onKeys }: Pick<Props, 'session' | 'onKeys'>) {
  const t = useAppText();
  const navigate = useNavigate();
  const signOut = useSignOut();
  const { operator } = session;
  return (
    <Dropdown
      trigger={['click']}
      placement="bottomRight"
      menu={{
        items: [
          {
            key: 'who',
            disabled: true,
            label: [
              operator.login,
              t(`role_${operator.role}`),
              ...(operator.stores ?? []).map(({ name }) => name),
            ].join(' · '),
          },
          { type: 'divider' },
          { key: 'account', label: t('my_account'), onClick: () => void navigate('/settings/account') },
          { key: 'password', label: t('change_password'), onClick: () => void navigate('/settings/password') },
          { key: 'keys', label: t('keys'), onClick: onKeys },
          {
            key: 'shop',
            label: (
              <a href="/" target="_blank" rel="noreferrer">
                {t('open_shop')}
              </a>
            ),
          },
          {
            key: 'docs',
            label: (
              <a href="/docs" target="_blank" rel="noreferrer">
                {t('api_docs')}
              </a>
            ),
          },
          { type: 'divider' },
          { key: 'out', label: t('sign_out'), onClick: () => void signOut() },
        ],
      }}
    >
      <Button type="text" icon={<UserOutlined />} aria-label={operator.name}>
        <span className="hs-wide">{operator.name}</span>
      </Button>
    </Dropdown>
  );
}
