import { createDecipheriv } from 'node:crypto';
import {
  type AutoExperiment,
  type ConditionInterface,
  type Context,
  type Experiment,
  evalCondition,
  GrowthBook,
  type StickyAssignmentsDocument,
  StickyBucketServiceSync,
} from '@growthbook/growthbook';
import { type Static, type TTuple, Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { armAt, bucketOf, equalWeights, isInNamespace, rangesOf } from '../assignment/bucket.ts';
import { forcedArm } from '../assignment/forced.ts';

/** One kind of case: what it gives, and what comes of that, in the order in which a case expects it. */
export type Section = {
  readonly given: TTuple;
  /** What comes of a case; null where it is no case of this kind. */
  readonly run: (one: readonly unknown[]) => Promise<readonly unknown[] | null>;
  /** Which elements behind the given ones are expected; all of them where it says nothing. */
  readonly expects?: number;
};

const Bucket = Type.Number();
const Ranges = Type.Array(Type.Tuple([Bucket, Bucket]));
const Weights = Type.Union([Type.Array(Type.Number()), Type.Null()]);
/** What the specification's own words name is checked by its own evaluator. */
const ContextOf = Type.Unsafe<Context>(Type.Object({}));
const ExperimentOf = Type.Unsafe<Experiment<unknown>>(
  Type.Object({ key: Type.String(), variations: Type.Array(Type.Unknown()) }),
);
const Redirecting = Type.Unsafe<Context & { experiments: AutoExperiment[] }>(
  Type.Object({ experiments: Type.Array(Type.Unknown()) }),
);
const Documents = Type.Array(
  Type.Unsafe<StickyAssignmentsDocument>(
    Type.Object({ attributeName: Type.String(), attributeValue: Type.String(), assignments: Type.Object({}) }),
  ),
);
const Redirect = Type.Object({ urlRedirect: Type.String() });
const Groups = Type.Record(Type.String(), Type.Array(Type.Any()));
const ConditionOf = Type.Unsafe<ConditionInterface>(Type.Unknown());
const Anything = Type.Unsafe<Record<string, unknown>>(Type.Unknown());

function section<Given extends TTuple>(
  given: Given,
  run: (given: Static<Given>, rest: readonly unknown[]) => readonly unknown[] | Promise<readonly unknown[]>,
  expects?: number,
): Section {
  const count = given.items?.length ?? 0;
  return {
    given,
    run: async (one) => {
      const start = one.slice(0, count);
      return Value.Check(given, start) ? run(start, one.slice(count)) : null;
    },
    ...(expects === undefined ? {} : { expects }),
  };
}

/**
 * The kinds of the conformance cases of the GrowthBook specification. Hash, ranges, namespaces and choice are the shop's own
 * assignment; whole contexts, with their conditions, features and sticky buckets, go through the specification's evaluator: the shop
 * has segments for conditions and keeps what it once said, and a property holds its own assignment against that evaluator.
 */
export const sections: Readonly<Record<string, Section>> = {
  hash: section(Type.Tuple([Type.String(), Type.String(), Type.Number()]), ([seed, value, version]) => [
    bucketOf(seed, value, version),
  ]),
  getBucketRange: section(
    Type.Tuple([Type.String(), Type.Tuple([Type.Number(), Type.Number(), Weights])]),
    ([, [arms, coverage, weights]]) => [rangesOf(arms, coverage, weights)],
  ),
  chooseVariation: section(Type.Tuple([Type.String(), Bucket, Ranges]), ([, bucket, ranges]) => [
    armAt(bucket, ranges),
  ]),
  inNamespace: section(
    Type.Tuple([Type.String(), Type.String(), Type.Tuple([Type.String(), Bucket, Bucket])]),
    ([, id, namespace]) => [isInNamespace(id, namespace)],
  ),
  getEqualWeights: section(Type.Tuple([Type.Number()]), ([arms]) => [equalWeights(arms)]),
  getQueryStringOverride: section(
    Type.Tuple([Type.String(), Type.String(), Type.String(), Type.Number()]),
    ([, key, url, arms]) => [forcedArm(key, url, arms)],
  ),
  evalCondition: section(
    Type.Tuple([Type.String(), ConditionOf, Anything]),
    ([, condition, attributes], [, groups]) => [
      evalCondition(attributes, condition, Value.Check(Groups, groups) ? groups : {}),
    ],
    1,
  ),
  run: section(Type.Tuple([Type.String(), ContextOf, ExperimentOf]), ([, context, experiment]) => {
    const { value, inExperiment, hashUsed } = within(context, (evaluator) => evaluator.run(experiment));
    return [value, inExperiment, hashUsed];
  }),
  feature: section(Type.Tuple([Type.String(), ContextOf, Type.String()]), ([, context, key]) => [
    within(context, (evaluator) => evaluator.evalFeature(key)),
  ]),
  contextualBandit: section(Type.Tuple([Type.String(), ContextOf, Type.String()]), ([, context, key]) => [
    within(context, (evaluator) => evaluator.evalFeature(key)),
  ]),
  stickyBucket: section(
    Type.Tuple([Type.String(), ContextOf, Documents, Type.String()]),
    async ([, context, documents, key]) => {
      const kept = new Kept(documents);
      const evaluator = new GrowthBook({ ...context, stickyBucketService: kept });
      await evaluator.refreshStickyBuckets();
      const result = evaluator.evalFeature(key).experimentResult ?? null;
      const after = evaluator.getStickyBucketAssignmentDocs();
      evaluator.destroy();
      return [result, after];
    },
  ),
  urlRedirect: section(Type.Tuple([Type.String(), Redirecting]), ([, context]) => [redirects(context)]),
  decrypt: section(Type.Tuple([Type.String(), Type.String(), Type.String()]), ([, text, key]) => [
    decrypted(text, key),
  ]),
};

function within<Found>(context: Context, ask: (evaluator: GrowthBook) => Found): Found {
  const evaluator = new GrowthBook(context);
  const found = ask(evaluator);
  evaluator.destroy();
  return found;
}

/** Where the first experiment that applies would lead, and whose it is. */
function redirects(context: Context & { readonly experiments: AutoExperiment[] }) {
  const taken: unknown[] = [];
  const evaluator = new GrowthBook({
    ...context,
    navigate: () => undefined,
    trackingCallback: (_, { inExperiment, value }) => {
      if (Value.Check(Redirect, value)) taken.push({ inExperiment, urlRedirect: value.urlRedirect });
    },
  });
  const [last] = taken.slice(-1);
  const urlWithParams = evaluator.getRedirectUrl();
  evaluator.destroy();
  return typeof last === 'object' && urlWithParams !== '' ? [{ ...last, urlWithParams }] : [];
}

/** AES-128-CBC, the initial vector before a point; null where it cannot be read. */
function decrypted(text: string, key: string): string | null {
  try {
    const [iv = '', body = ''] = text.split('.');
    const decipher = createDecipheriv('aes-128-cbc', Buffer.from(key, 'base64'), Buffer.from(iv, 'base64'));
    return decipher.update(body, 'base64', 'utf8') + decipher.final('utf8');
  } catch {
    return null;
  }
}

/** Sticky buckets in memory, as a visitor's browser holds them. */
class Kept extends StickyBucketServiceSync {
  readonly #documents = new Map<string, StickyAssignmentsDocument>();

  constructor(documents: readonly StickyAssignmentsDocument[]) {
    super();
    for (const one of documents) this.saveAssignmentsSync(one);
  }

  getAssignmentsSync(name: string, value: string): StickyAssignmentsDocument | null {
    return this.#documents.get(this.getKey(name, value)) ?? null;
  }

  saveAssignmentsSync(document: StickyAssignmentsDocument): void {
    this.#documents.set(this.getKey(document.attributeName, document.attributeValue), document);
  }
}
