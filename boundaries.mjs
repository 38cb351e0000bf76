// Who may import whom (ARCHITECTURE.md, "Domains"). The table is the design; the rules below are derived from it.
//
//   A domain may call down, through index.ts of a domain listed for it; it may listen to anyone, through events.ts;
//   nothing else crosses a domain folder.

/** @type {Readonly<Record<string, readonly string[]>>} lowest tier first */
export const mayCall = {
  operators: [],
  catalog: [],
  analytics: [],

  stores: [],
  members: ['analytics'],
  experiments: ['members', 'analytics'],
  codes: ['members', 'analytics'],

  audiences: ['members', 'analytics', 'catalog'],
  pricing: ['catalog', 'members'],
  benefits: ['members'],
  todos: ['members'],
  interests: ['catalog', 'members'],
  webhooks: ['members'],
  collectors: ['members', 'analytics'],

  messaging: ['members', 'analytics', 'audiences'],
  coupons: ['catalog', 'stores', 'members', 'audiences', 'pricing', 'benefits'],
  paycoupons: ['members', 'benefits'],
  loyalty: ['members', 'audiences', 'pricing', 'benefits'],
  orders: ['catalog', 'stores', 'members', 'pricing'],
  scrm: ['members', 'analytics', 'audiences', 'messaging', 'codes', 'benefits', 'stores', 'todos'],
  accounts: ['members', 'analytics', 'audiences', 'messaging', 'codes', 'benefits'],
  recommendations: ['catalog', 'members', 'analytics', 'experiments'],
  content: ['catalog', 'members', 'analytics'],
  themes: ['members', 'analytics'],

  posters: ['catalog', 'codes'],
  activities: ['members', 'audiences', 'analytics', 'catalog', 'pricing', 'benefits', 'orders', 'posters'],
  quizzes: ['members', 'audiences', 'analytics', 'benefits', 'accounts'],
  distribution: ['members', 'orders', 'catalog', 'pricing'],
  leaders: ['members', 'catalog', 'stores', 'pricing', 'orders', 'distribution', 'posters'],
  imports: ['members', 'orders', 'catalog'],
  reviews: ['catalog', 'members', 'orders', 'benefits'],
  advocates: ['members', 'audiences'],
  pages: ['catalog', 'members', 'audiences', 'analytics', 'experiments'],
  placements: ['catalog', 'members', 'audiences', 'analytics', 'pricing', 'benefits', 'experiments'],
  journeys: [
    'catalog',
    'analytics',
    'members',
    'audiences',
    'messaging',
    'todos',
    'webhooks',
    'benefits',
    'scrm',
    'experiments',
    'themes',
  ],

  rehearsals: ['analytics', 'journeys'],
};

const domains = '^server/src/domains';
/** The modules of the contracts that hold no schema: clients may ship them. */
const wordModules =
  '^(contracts|node_modules/@huoshui/contracts)/src/(words/[^/]+|words|form|form-values|form-numbers|region[a-z-]*|pasted-[a-z]+|pickup-code|picture-address|place|poster-page)\\.ts$';
const isTest = '(\\.test|/testing)\\.ts$';

// The console in four layers: the roof (app) finds pages by their manifests, a domain's pages stand on the ground and use
// the patterns of ui. `index.ts` is a domain's door for the others; its pickers (`…picker.tsx`) let any form choose its things.
const console_ = '^console/src';
const rooms = `${console_}/domains`;
const pickers = `${rooms}/[^/]+/[a-z-]*pickers?\\.tsx$`;

/** One rule a domain, so that the message can say what this very domain may call. */
function rulesOf([domain, callable]) {
  const doors = callable.map((name) => `${domains}/${name}/index\\.ts$`);
  return {
    name: `${domain}-calls-only-what-is-listed`,
    comment:
      `${domain} may call ${callable.length > 0 ? callable.join(', ') : 'no other domain'} (through index.ts) and listen ` +
      'to anyone (through events.ts). Need more? React to a fact, or take a port handed in by server/src/domains.ts.',
    severity: 'error',
    from: { path: `${domains}/${domain}/`, pathNot: isTest },
    to: {
      path: `${domains}/[^/]+/`,
      pathNot: [`${domains}/${domain}/`, `${domains}/[^/]+/events\\.ts$`, ...doors],
    },
  };
}

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or lack a third that both may need.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    ...Object.entries(mayCall).map(rulesOf),
    {
      name: 'domain-is-in-the-table',
      comment: 'A new domain gets its line in mayCall (boundaries.mjs) and in ARCHITECTURE.md first.',
      severity: 'error',
      from: { path: `${domains}/(?!(${Object.keys(mayCall).join('|')})/)[^/]+/` },
      to: {},
    },
    {
      name: 'events-know-no-domain',
      comment: 'events.ts holds schemas only: whoever listens to it must not pull in the domain that announces it.',
      severity: 'error',
      from: { path: `${domains}/[^/]+/events\\.ts$` },
      to: { path: `${domains}/` },
    },
    {
      name: 'tests-of-a-domain-stay-outside-others',
      comment: 'A test reaches other domains by their index.ts, events.ts, domain.ts or testing.ts, or over HTTP.',
      severity: 'error',
      from: { path: `${domains}/([^/]+)/.*${isTest}` },
      to: {
        path: `${domains}/[^/]+/`,
        pathNot: [`${domains}/$1/`, `${domains}/[^/]+/(index|events|domain|testing)\\.ts$`],
      },
    },
    {
      name: 'platform-and-wechat-know-no-domain',
      comment: 'The platform is told what to do by server/src/domains.ts; it does not know who uses it.',
      severity: 'error',
      from: { path: '^server/src/(platform|wechat)/', pathNot: ['^server/src/platform/testing/', isTest] },
      to: { path: [`${domains}/`, '^server/src/domains\\.ts$'] },
    },
    {
      name: 'wechat-is-a-client-only',
      comment: 'WeChat clients may use the platform (log, errors); the platform does not use them.',
      severity: 'error',
      from: { path: '^server/src/platform/', pathNot: ['^server/src/platform/testing/', isTest] },
      to: { path: '^server/src/wechat/' },
    },
    {
      name: 'launcher-stands-alone',
      comment: 'The launcher starts processes; it must start them even when a domain is broken.',
      severity: 'error',
      from: { path: '^server/src/launch/', pathNot: isTest },
      to: { path: '^server/src/(domains|platform|wechat)/' },
    },
    {
      name: 'contracts-stand-alone',
      comment: 'Contracts are shapes that every client may import: they import no implementation.',
      severity: 'error',
      from: { path: '^contracts/' },
      to: { path: '^(server|console|storefront|sandbox|rehearsal|bench)/' },
    },
    {
      name: 'sandbox-is-another-world',
      comment: 'The sandbox imitates WeChat, which knows nothing of us: it imports neither server nor contracts.',
      severity: 'error',
      from: { path: '^sandbox/' },
      to: { path: '^(server|contracts|console|storefront|rehearsal|bench)/' },
    },
    {
      name: 'rehearsal-acts-from-outside',
      comment: 'Simulated shoppers act through the public HTTP APIs and the sandbox only; types come from contracts.',
      severity: 'error',
      from: { path: '^rehearsal/' },
      to: { path: '^(server|console|storefront|sandbox|bench)/' },
    },
    {
      name: 'clients-import-contract-types-only',
      comment:
        "Write `import type`: a contract's schemas are the server's, a client ships none of them. Values come from what " +
        'knows no schema: words.ts, words/, form-values.ts, form-numbers.ts, regions.ts, pasted-address.ts, pickup-code.ts and place.ts.',
      severity: 'error',
      from: { path: '^(console|storefront)/src/' },
      to: {
        path: '^(contracts|node_modules/@huoshui/contracts)/',
        pathNot: wordModules,
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'words-know-no-schema',
      comment: 'Clients ship these modules: they import words and types, no schema and no TypeBox.',
      severity: 'error',
      from: { path: wordModules },
      to: { path: '.', pathNot: wordModules, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'console-domains-meet-at-their-doors',
      comment:
        "Import the other domain's index.ts (or one of its pickers); export there what is missing, if it is hers to show.",
      severity: 'error',
      from: { path: `${rooms}/([^/]+)/` },
      to: { path: `${rooms}/[^/]+/`, pathNot: [`${rooms}/$1/`, `${rooms}/[^/]+/index\\.ts$`, pickers] },
    },
    {
      name: 'console-roof-knows-manifests-only',
      comment:
        'The roof finds pages by pages.ts of their domain, and pickers; what roof and domains share is ground or ui.',
      severity: 'error',
      from: { path: `${console_}/app/` },
      to: { path: `${rooms}/`, pathNot: [`${rooms}/[^/]+/pages\\.ts$`, pickers] },
    },
    {
      name: 'console-pages-stand-below-the-roof',
      comment: 'Domains and ground are loaded by the roof and do not reach up: move what they need to ground or ui.',
      severity: 'error',
      from: { path: `${console_}/(domains|ground)/` },
      to: { path: `${console_}/app/` },
    },
    {
      name: 'console-ground-knows-no-domain',
      comment: 'The ground (api, session, permissions) is what every page stands on; it does not know which.',
      severity: 'error',
      from: { path: `${console_}/ground/` },
      to: { path: `${rooms}/` },
    },
    {
      name: 'console-ui-is-patterns-only',
      comment: 'ui knows no domain, no session and no route: hand it data and functions by props.',
      severity: 'error',
      from: { path: `${console_}/ui/` },
      to: { path: `${console_}/(app|ground|domains)/` },
    },
    {
      name: 'console-manifests-load-lazily',
      comment:
        "Write `load: async () => (await import('./page.tsx')).Page`: manifests are in the entry, pages are not.",
      severity: 'error',
      from: { path: `${rooms}/[^/]+/pages\\.ts$` },
      to: { path: `${rooms}/`, dynamic: false },
    },
    {
      name: 'storefront-ground-knows-no-room',
      comment:
        'ui, api, track and wx serve every room of the storefront: what shows a product or a coupon lives in its domain.',
      severity: 'error',
      from: { path: '^storefront/src/(ui|api|track|wx)/' },
      to: { path: '^storefront/src/(?!(ui|api|track|wx)/)[^/]+/' },
    },
    {
      name: 'storefront-pages-are-entered-by-path',
      comment:
        'A page is opened by its path (ui/pages.ts), never imported: what two pages share stands beside them in the room.',
      severity: 'error',
      from: { path: '^storefront/src/' },
      to: { path: '^storefront/src/[^/]+/pages/.*\\.tsx$' },
    },
    {
      name: 'resolvable',
      comment: 'The import leads nowhere: a typing error, or a package that is not in package.json.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|\\.huoshui)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    combinedDependencies: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'default'],
    },
  },
};
