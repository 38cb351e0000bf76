import { words } from '@huoshui/contracts/words';
import { rowsOfHers } from '../../platform/belongings.ts';
import type { Domain } from '../../platform/domain.ts';
import { themeErrors } from './errors.ts';
import { themeAwaited, themeCame } from './events.ts';
import type { Gives } from './gives.ts';
import { onMemberMerged } from './on-member-merged.ts';
import { themePicks } from './picks.ts';
import { themePlans } from './plans.ts';
import { remindOfThemes } from './reminder.ts';
import { habitReport } from './reports/habit.ts';
import { adminRoutes } from './routes.admin.ts';
import { shopRoutes } from './routes.shop.ts';
import { themeForm } from './theme-form.ts';

export { awaitedBy as themesAwaited, noLongerAwaited } from './reminder.ts';
export { themesFrom } from './shown.ts';

/** What a day is: themes of weekdays and of single dates, who wants to be told of one, and who comes week after week. `gives`: rules that make a day worth it. */
export function themes(gives: Gives): Domain {
  return {
    name: 'themes',
    routes: [...adminRoutes(gives), ...shopRoutes],
    listeners: [onMemberMerged],
    sweeps: [remindOfThemes],
    belongings: [
      rowsOfHers({
        name: 'theme_reminders',
        words: words('主题日提醒', 'Reminders of themes'),
        table: 'themes.reminder',
        by: 'person_no',
      }),
    ],
    errors: themeErrors,
    forms: { 'themes.theme': themeForm },
    reports: [habitReport],
    facts: [themeAwaited, themeCame],
    picks: themePicks,
    plans: themePlans,
  };
}
