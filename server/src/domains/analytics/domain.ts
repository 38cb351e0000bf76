import type { Domain } from '../../platform/domain.ts';
import { migrateEventStore } from '../../platform/event-store/migrate.ts';
import type { Outcomes } from '../../platform/outcomes.ts';
import type { Report } from '../../platform/report/report.ts';
import type { Scorecards } from '../../platform/scorecard.ts';
import type { Touches } from '../../platform/touches.ts';
import { anomalyWork, beginWatching, watchDays } from './anomalies/watch.ts';
import { forgetHeard } from './awaited.ts';
import type { Grouping } from './breakdown.ts';
import { briefingForm } from './briefings/briefing-form.ts';
import { deliverBriefings } from './briefings/deliver.ts';
import { briefingWork } from './briefings/inbox.ts';
import { mailForm } from './briefings/mail-form.ts';
import { makeBriefings } from './briefings/make.ts';
import { briefingRoutes } from './briefings/routes.ts';
import { mountStop } from './briefings/stop.ts';
import { correctClock } from './check-event.ts';
import { rememberRecent, takeRows } from './collect.ts';
import type { Reports } from './dashboards/question.ts';
import { dashboardRoutes } from './dashboards/routes.ts';
import { keepDaysBehind } from './days.ts';
import { analyticsErrors } from './errors.ts';
import { eventHeard } from './events.ts';
import { noStages, type Stages } from './gmv/stages.ts';
import { type Marks, noMarks } from './marks.ts';
import { questions } from './people/index.ts';
import { linkFormerMerges } from './person-links.ts';
import { eventPicks } from './picks.ts';
import { reports } from './reports/index.ts';
import { retentionAimsForm } from './retention-aims.ts';
import { adminRoutes } from './routes.admin.ts';
import { aimRoutes } from './routes.aims.ts';
import { collectRoutes } from './routes.collect.ts';
import { moneyRoutes } from './routes.money.ts';
import { outcomesRoute } from './routes.outcomes.ts';
import { targetRoutes } from './routes.targets.ts';
import { scorecardRoutes } from './scorecards.ts';
import { storeFacts } from './store-facts.ts';
import { targetForm } from './targets/target-form.ts';

export type MoreAnalytics = { readonly reports?: readonly Report[]; readonly groupings?: readonly Grouping[] };

type Given = MoreAnalytics & {
  readonly stages?: Stages;
  readonly marks?: Marks;
  readonly all?: Reports;
  readonly outcomes?: () => readonly Outcomes[];
  readonly touches?: () => readonly Touches[];
  readonly scorecards?: () => readonly Scorecards[];
};

/**
 * `reports`: more of them beside the standard ones. `stages`: who is in which, by the domain that owns them. `marks`: what stands behind
 * the mark that somebody came by. `groupings`: by what of persons reports may be taken apart. `all`: every report that is mounted, which people save and pin. `outcomes`: what each domain did to sell more. `touches`: how each reaches people. `scorecards`: what each plays with members.
 */
export function analytics({
  reports: more = [],
  stages = noStages,
  marks = noMarks,
  groupings = [],
  all = () => [],
  outcomes = () => [],
  touches = () => [],
  scorecards = () => [],
}: Given = {}): Domain {
  return {
    name: 'analytics',
    routes: [
      ...collectRoutes,
      ...adminRoutes,
      ...moneyRoutes(stages, marks),
      ...dashboardRoutes(all),
      ...aimRoutes,
      ...targetRoutes,
      ...briefingRoutes,
      outcomesRoute(outcomes),
      ...scorecardRoutes(scorecards),
    ],
    listeners: [storeFacts],
    sweeps: [forgetHeard, watchDays(stages, marks), makeBriefings(all), deliverBriefings],
    facts: [eventHeard],
    errors: analyticsErrors,
    reports: [...reports(stages, marks, groupings, outcomes, touches), ...more],
    people: questions(stages, marks, groupings, touches),
    picks: eventPicks,
    forms: {
      'analytics.retention_aims': retentionAimsForm,
      'analytics.target': targetForm,
      'analytics.briefing': briefingForm,
      'analytics.mail': mailForm,
    },
    work: async (ctx) => (await Promise.all([anomalyWork(ctx), briefingWork(ctx)])).flat(),
    web: mountStop,
    prepare: async (ctx) => {
      const name = ctx.config.clickhouseCluster;
      await migrateEventStore(ctx.events, { cluster: name ? { name } : null, ...loginOf(ctx.config.clickhouseUrl) });
      await linkFormerMerges({ events: ctx.events, cluster: name });
      keepDaysBehind(ctx.events);
      // The first requests come after this: a resend across a restart finds its id known.
      await rememberRecent(ctx);
      await beginWatching(ctx);
    },
  };
}

/** How events of other senders are stored, and by what clock. */
export const intake = { take: takeRows, clock: correctClock };

/** Who we are to a server behind a URL; the embedded store asks nobody. */
function loginOf(url: string): { as?: { user: string; password: string } } {
  if (!URL.canParse(url)) return {};
  const { username, password } = new URL(url);
  return username === '' ? {} : { as: { user: decodeURIComponent(username), password: decodeURIComponent(password) } };
}
