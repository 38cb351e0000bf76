import { useDidHide, useDidShow } from '@tarojs/taro';
import { useEffect, useRef } from 'react';
import { useTrack } from '../track/index.ts';

/** In front of her for so long it counts as read, though she has not come to its end. Taste. */
const READ_SECONDS = 15;

/** Tells once an opening that she really read it: its end was on her screen for a second, or the page before her for long enough. */
export function useReading(article: string): (by: 'end' | 'time') => void {
  const track = useTrack();
  const told = useRef<string | null>(null);
  const shown = useRef(true);
  const read = (by: 'end' | 'time') => {
    if (told.current === article) return;
    told.current = article;
    track('article_read', { props: { article, by } });
  };
  const telling = useRef(read);
  telling.current = read;
  useDidShow(() => {
    shown.current = true;
  });
  useDidHide(() => {
    shown.current = false;
  });
  useEffect(() => {
    let seconds = 0;
    const timer = setInterval(() => {
      if (shown.current) seconds += 1;
      if (seconds < READ_SECONDS) return;
      clearInterval(timer);
      telling.current('time');
    }, 1_000);
    return () => clearInterval(timer);
  }, []);
  return read;
}
