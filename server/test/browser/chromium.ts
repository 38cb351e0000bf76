import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import sparticuz from '@sparticuz/chromium';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll } from 'vitest';

export type Window = {
  readonly page: Page;
  /** What went wrong inside the page so far: errors on its console, uncaught exceptions, answers of the server ≥ 500. */
  readonly complaints: readonly string[];
};

/**
 * A real Chromium: the one that npm brings along, or the system's own through CHROMIUM_PATH. Chinese is drawn with a font
 * from npm, so that a machine without any sees the same page. Ends with the test file.
 */
export async function launchChromium(): Promise<{ open(size: { width: number; height: number }): Promise<Window> }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'huoshui-fonts-'));
  const own = process.env.CHROMIUM_PATH;
  const browser = await chromium.launch({
    executablePath: own || (await sparticuz.executablePath()),
    // As root, as in most containers, Chromium starts without its own sandbox only; it opens our own pages alone.
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--disable-background-networking'],
    env: { ...process.env, FONTCONFIG_FILE: fontConfig(folder) },
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return { open: async (size) => openWindow(await newContext(browser, size)) };
}

async function newContext(browser: Browser, viewport: { width: number; height: number }): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
  context.setDefaultTimeout(30_000);
  return context;
}

async function openWindow(context: BrowserContext): Promise<Window> {
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()} (${message.location().url})`);
  });
  page.on('response', (answer) => {
    if (answer.status() >= 500) complaints.push(`${answer.status()} ${answer.url()}`);
  });
  return { page, complaints };
}

/** Names the only fonts that Chromium shall find. */
function fontConfig(folder: string): string {
  const fonts = path.dirname(fileURLToPath(import.meta.resolve('@expo-google-fonts/noto-sans-sc/package.json')));
  const dirs = ['400Regular', '500Medium', '600SemiBold', '700Bold'].map((name) => `<dir>${fonts}/${name}</dir>`);
  const file = path.join(folder, 'fonts.conf');
  const cache = `<cachedir>${path.join(folder, 'cache')}</cachedir>`;
  writeFileSync(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>${dirs.join('')}${cache}</fontconfig>`,
  );
  return file;
}
