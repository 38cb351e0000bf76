import { type Words, words } from '@huoshui/contracts/words';
import type { Habit } from './engine/profiles.ts';
import type { Why } from './engine/recommend.ts';

/** Days between two of her purchases of it, by those she made; of one purchase none is known. */
export function rhythmOf({ count, firstDay, lastDay }: Habit): number | null {
  return count < 2 || lastDay === firstDay ? null : (lastDay - firstDay) / (count - 1);
}

/** Why it is there, as she reads it. `today`: days since 1970. */
export function reasonOf(why: Why, nameOf: (item: number) => string | undefined, today: number): Words {
  switch (why.kind) {
    case 'again':
      return ofHabit(why.habit, today);
    case 'with': {
      const name = nameOf(why.item);
      return name === undefined ? POPULAR : words(`买「${name}」的人也买`, `Bought with “${name}”`);
    }
    case 'liked':
      return why.by === 'tag'
        ? words(`合你的口味：${why.tag}`, `Your taste: ${why.tag}`)
        : words('你最近看过', 'You looked at it lately');
    case 'popular':
      return POPULAR;
  }
}

export const POPULAR = words('很多人在买', 'Many buy it');

function ofHabit(habit: Habit, today: number): Words {
  const last = ago(Math.max(0, today - habit.lastDay));
  const rhythm = rhythmOf(habit);
  if (rhythm !== null && habit.count >= 3) {
    const every = Math.max(1, Math.round(rhythm));
    const days = every === 1 ? 'day' : `${every} days`;
    return words(`你常买，每 ${every} 天一次，上次是 ${last.zh}`, `You buy it every ${days}, last ${last.en}`);
  }
  if (habit.count > 1)
    return words(`你买过 ${habit.count} 次，上次是 ${last.zh}`, `You bought it ${habit.count} times, last ${last.en}`);
  return words(`你买过，是 ${last.zh}`, `You bought it ${last.en}`);
}

function ago(days: number): Words {
  if (days === 0) return words('今天', 'today');
  return words(`${days} 天前`, `${days} ${days === 1 ? 'day' : 'days'} ago`);
}
