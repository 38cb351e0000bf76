import { eventCenter, useDidHide, useDidShow, useLaunch, usePageNotFound } from '@tarojs/taro';
import { type PropsWithChildren, useEffect, useState } from 'react';
import './app.scss';
import { openByShow, openPath } from './codes/open-code.ts';
import { tellShared } from './distribution/shared.ts';
import { tellNeighbour } from './leaders/shared.ts';
import { flushEvents, tellArrival } from './track/index.ts';
import { startLanguage } from './ui/language.ts';
import { arrive, back } from './ui/navigate.ts';
import { tellOpened } from './ui/opened.ts';
import { Welcome } from './welcome/Welcome.tsx';
import { arrivalOf, wx } from './wx/index.ts';

startLanguage();

/** What index.html drew before any script had come. */
function clearFirstSight(): void {
  if (process.env.TARO_ENV === 'h5') window.document.querySelector('#app > .first')?.remove();
}

/** What the shell opens; a tab that it leads to never learns of the query. */
function openInShop(path: string): void {
  const query = Object.fromEntries(new URLSearchParams(path.split('?')[1] ?? ''));
  tellOpened(query);
  tellShared(query);
  tellNeighbour(query);
  openPath(path);
}

export default function App({ children }: PropsWithChildren) {
  const [alone, setAlone] = useState(wx.alone);
  const [isPublic, setPublic] = useState(false);
  useLaunch(() => wx.onShell({ open: openInShop, back }));
  useDidShow((options) => {
    openByShow(options);
    tellOpened(options?.query ?? {});
    tellShared(options?.query ?? {});
    tellNeighbour(options?.query ?? {});
    tellArrival(arrivalOf(options));
  });
  useDidHide(() => void flushEvents());
  useEffect(clearFirstSight, []);
  // An address from before a page moved, in a notice or a printed code: on to where it stands today, else home.
  usePageNotFound(({ path, query }) => arrive(path, query));
  useEffect(() => {
    const explain = () => setAlone(true);
    eventCenter.on('wx.alone', explain);
    eventCenter.on('page.public', setPublic);
    return () => {
      eventCenter.off('wx.alone', explain);
      eventCenter.off('page.public', setPublic);
    };
  }, []);
  return (
    <>
      {children}
      {alone && !isPublic && <Welcome />}
    </>
  );
}
