import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';
import { isRecord, put, type Tree } from './tree.ts';
import { type Answer, createWx, type Phone } from './wx.ts';

/**
 * Runs the compiled mini program in node:vm: App and Page registrations, the data tree that WXML would draw, taps that
 * bubble through it, and navigation. It executes logic only: no WXML or WXSS is rendered, and a stub answers for `wx`,
 * so this is no device and proves nothing about layout.
 */
export type Weapp = {
  /** Opens the mini program at a page, as a tap on its icon does. */
  readonly launch: (path?: string) => Promise<void>;
  /** Puts it away and brings it to the front again, by another code or link than the first time. */
  readonly showAgain: (options: {
    readonly scene: number;
    readonly query: Readonly<Record<string, string>>;
  }) => Promise<void>;
  readonly hide: () => Promise<void>;
  /** All text of the page in front, in document order. */
  readonly text: () => string;
  readonly page: () => string;
  /** Taps the first element whose own text is this, then whatever contains it. */
  readonly tap: (text: string) => Promise<void>;
  /** Waits until the page says something. */
  readonly sees: (text: string) => Promise<void>;
  /** What the mini program asked of WeChat, in order. */
  readonly calls: readonly { readonly call: string; readonly args: unknown }[];
  readonly requests: readonly string[];
};

type PageInstance = {
  readonly route: string;
  readonly data: Tree;
  setData: (change: Record<string, unknown>, done?: () => void) => void;
  [hook: string]: unknown;
};

const output = join(dirname(fileURLToPath(import.meta.url)), '../dist/weapp');

export function openWeapp(answer: Answer, phone: Phone = { language: 'zh_CN' }): Weapp {
  const stack: PageInstance[] = [];
  const registered = new Map<string, Record<string, unknown>>();
  const app: Record<string, unknown> = {};
  let loading = '';

  const alone = (url: string) => {
    while (stack.length > 0) close();
    open(url);
  };
  const moves = {
    navigateTo: (url: string) => open(url),
    redirectTo: (url: string) => {
      close();
      open(url);
    },
    switchTab: alone,
    reLaunch: alone,
    navigateBack: () => {
      close();
      call(front(), 'onShow');
    },
  };
  const wx = createWx(answer, moves, phone);
  const load = loader({
    wx: wx.api,
    getApp: () => app,
    getCurrentPages: () => stack,
    ...Object.fromEntries([
      ['App', (config: Record<string, unknown>) => Object.assign(app, config)],
      ['Page', (config: Record<string, unknown>) => registered.set(loading, config)],
      ['Component', () => undefined],
      ['Behavior', () => undefined],
    ]),
  });

  function open(url: string): void {
    const [path = '', query = ''] = url.replace(/^\//, '').split('?');
    if (!registered.has(path)) {
      loading = path;
      load(path);
    }
    const config = registered.get(path);
    if (config === undefined) throw new Error(`no such page in the build: ${path}`);
    if (stack.length > 0) call(front(), 'onHide');
    const data = structuredClone(isRecord(config.data) ? config.data : {});
    const page: PageInstance = {
      ...config,
      route: path,
      data,
      setData: (change, done) => {
        for (const [key, value] of Object.entries(change)) put(data, key, value);
        done?.();
      },
    };
    stack.push(page);
    call(page, 'onLoad', Object.fromEntries(new URLSearchParams(query)));
    call(page, 'onShow');
    call(page, 'onReady');
  }

  function close(): void {
    const page = stack.pop();
    if (page !== undefined) call(page, 'onUnload');
  }

  function front(): PageInstance {
    const page = stack.at(-1);
    if (page === undefined) throw new Error('no page is open');
    return page;
  }

  const text = () => texts(front().data.root).join(' ');
  return {
    launch: async (url = appJson().pages[0] ?? '') => {
      const [path = '', search = ''] = url.split('?');
      const query = Object.fromEntries(new URLSearchParams(search));
      wx.launchedBy({ path, query, scene: 1001 });
      load('app');
      call(app, 'onLaunch', { path, query, scene: 1001 });
      call(app, 'onShow', { path, query, scene: 1001 });
      // An address that this version does not have is told to the app, which says where to go instead.
      if (Object.values(builtPages()).flat().includes(path)) open(url);
      else call(app, 'onPageNotFound', { path, query, isEntryPage: true });
      await settle();
    },
    hide: async () => {
      call(app, 'onHide');
      await settle();
    },
    showAgain: async ({ scene, query }) => {
      call(app, 'onHide');
      call(app, 'onShow', { path: front().route, query, scene });
      await settle();
    },
    text,
    page: () => front().route,
    tap: async (wanted) => {
      const way = find(front().data.root, wanted);
      if (way === null) throw new Error(`nothing says “${wanted}” on ${front().route}: ${text().slice(0, 300)}`);
      const target = { id: idOf(way.at(-1)), dataset: { sid: idOf(way.at(-1)) } };
      // WeChat calls the handler of every element on the way out; Taro gathers them and acts at the outermost.
      for (const node of way.reverse()) {
        const currentTarget = { id: idOf(node), dataset: { sid: idOf(node) } };
        call(front(), 'eh', { type: 'tap', timeStamp: Date.now(), target, currentTarget, detail: {}, mark: {} });
      }
      await settle();
    },
    sees: async (wanted) => {
      for (let waited = 0; waited < 4_000; waited += 20) {
        if (text().includes(wanted)) return;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      throw new Error(`never saw “${wanted}” on ${front().route}: ${text().slice(0, 400)}`);
    },
    calls: wx.calls,
    requests: wx.requests,
  };
}

/** `require` of the mini program: files by path from the output, each run once, all in one world. */
function loader(globals: Record<string, unknown>): (path: string) => unknown {
  const world = vm.createContext({
    ...globals,
    console,
    setTimeout,
    clearTimeout,
    setInterval,
    clearInterval,
    Promise,
  });
  const modules = new Map<string, { exports: unknown }>();
  const load = (path: string): unknown => {
    const known = modules.get(path);
    if (known !== undefined) return known.exports;
    const module = { exports: {} };
    modules.set(path, module);
    const file = join(output, `${path}.js`);
    const run = vm.runInContext(`(function (require, module, exports) {${source(file)}\n})`, world, { filename: file });
    run((other: string) => load(join(dirname(path), other).replace(/\.js$/, '')), module, module.exports);
    return module.exports;
  };
  return load;
}

type AppJson = {
  readonly pages: readonly string[];
  readonly subPackages: readonly { readonly root: string; readonly pages: readonly string[] }[];
};

function appJson(): AppJson {
  return JSON.parse(source(join(output, 'app.json')));
}

/** Paths that the built mini program has, package by package; `main` is the one that everybody downloads. */
export function builtPages(): Readonly<Record<string, readonly string[]>> {
  const { pages, subPackages } = appJson();
  return {
    main: pages,
    ...Object.fromEntries(subPackages.map((one) => [one.root, one.pages.map((page) => `${one.root}/${page}`)])),
  };
}

/** Bytes of each package as it would be uploaded, under the names of `builtPages`. */
export function packageBytes(): Readonly<Record<string, number>> & { readonly main: number } {
  const roots = appJson().subPackages.map(({ root }) => root);
  const bytes: Record<string, number> & { main: number } = { main: 0 };
  for (const name of readdirSync(output, { recursive: true, encoding: 'utf8' })) {
    const file = statSync(join(output, name));
    const owner = roots.find((root) => name.startsWith(`${root}/`)) ?? 'main';
    if (file.isFile()) bytes[owner] = (bytes[owner] ?? 0) + file.size;
  }
  return bytes;
}

/** Every script of the package, as one reads it: bundlers write Chinese as escapes. */
export function builtText(): string {
  return readdirSync(output, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(js|json)$/.test(name))
    .map((name) => source(join(output, name)))
    .join('\n')
    .replace(/\\u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

function source(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new Error(`${file} is missing: build first with npm run build:weapp`, { cause });
  }
}

function call(on: Record<string, unknown>, name: string, argument?: unknown): void {
  const hook = on[name];
  if (typeof hook === 'function') hook.call(on, argument);
}

function idOf(node: Tree | undefined): unknown {
  return node?.sid ?? node?.uid;
}

function children(node: unknown): readonly Tree[] {
  return isRecord(node) && Array.isArray(node.cn) ? node.cn.filter(isRecord) : [];
}

function texts(node: unknown): string[] {
  const own = isRecord(node) && typeof node.v === 'string' ? [node.v] : [];
  return [...own, ...children(node).flatMap(texts)];
}

/** The way from the root to the element whose own text is `wanted`. */
function find(node: unknown, wanted: string): Tree[] | null {
  if (!isRecord(node)) return null;
  if (children(node).some((child) => child.v === wanted)) return [node];
  for (const child of children(node)) {
    const way = find(child, wanted);
    if (way !== null) return [node, ...way];
  }
  return null;
}

/** Lets promises and the timers of the next moments run. */
async function settle(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 60));
}
