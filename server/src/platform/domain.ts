import type { FastifyInstance } from 'fastify';
import type { Belonging } from './belongings.ts';
import type { Handlers } from './callbacks/callback.ts';
import type { Ctx } from './ctx.ts';
import type { Errors } from './errors.ts';
import type { Fact } from './facts.ts';
import type { Form } from './form/form.ts';
import type { Picks } from './form/names.ts';
import type { Job } from './jobs.ts';
import type { Listener } from './listeners.ts';
import type { Outcomes } from './outcomes.ts';
import type { People } from './people/people.ts';
import type { Plans } from './planned.ts';
import type { Report } from './report/report.ts';
import type { Route } from './routes.ts';
import type { Scorecards } from './scorecard.ts';
import type { Sweep } from './sweeps.ts';
import type { Touches } from './touches.ts';
import type { Work } from './work.ts';

/** Something that WeChat pushed about one of its apps. */
export type PushedEvent = {
  readonly app: string;
  readonly name: string;
  readonly body: Readonly<Record<string, unknown>>;
};

/** What a domain gives to the process that mounts it. */
export type Domain = {
  readonly name: string;
  readonly routes?: readonly Route[];
  readonly listeners?: readonly Listener[];
  readonly sweeps?: readonly Sweep[];
  readonly jobs?: readonly Job[];
  readonly errors?: Errors<string>;
  /** Its forms by name (`pricing.amount_off`): the console draws and previews each without knowing more. */
  readonly forms?: Readonly<Record<string, Form>>;
  /** Its reports by `<domain>.<word>`: list, answer, file and form come from each. */
  readonly reports?: readonly Report[];
  /** Whom its numbers count, by `<domain>.<word>`: every number of people opens one. */
  readonly people?: readonly People[];
  /** What of its own can be picked in a form, with its names. */
  readonly picks?: Picks;
  /** What it keeps of a person, counted: shown before two records become one. */
  readonly belongings?: readonly Belonging[];
  /** The facts it announces, each with its words: what is not declared cannot be announced. */
  readonly facts?: readonly Fact[];
  /** What of it waits for a person: cheap counts on indexes, asked by every console once a minute. */
  readonly work?: (ctx: Ctx) => Promise<readonly Work[]>;
  /** What of it stands in the marketing calendar in some time, half-open, and the messages of those days. */
  readonly plans?: (ctx: Ctx, window: { readonly from: Date; readonly to: Date }) => Promise<Plans>;
  /** What of it ran on some days, what it cost and what it brought: a line each in the list of all. */
  readonly outcomes?: Outcomes;
  /** What it plays with members, each told by the figures that every play has. */
  readonly scorecards?: readonly Scorecards[];
  /** How it reaches people: what that cost and brought is one report. */
  readonly touches?: readonly Touches[];
  /** Raw routes that are no JSON API: WeChat's notifications. */
  readonly web?: (app: FastifyInstance, ctx: Ctx) => void;
  /** What WeChat pushes, by the name of the event; told again until it is answered, so taken in however often it comes. */
  readonly pushed?: Readonly<Record<string, (ctx: Ctx, event: PushedEvent) => Promise<void>>>;
  /** How it works off what a platform pushes to it, by who pushes (`platform/callbacks`). */
  readonly callbacks?: Handlers;
  /** Before anything runs: tables of the event store, first rows. */
  readonly prepare?: (ctx: Ctx) => Promise<void>;
  /** After everything has stopped. */
  readonly finish?: () => Promise<void>;
};
