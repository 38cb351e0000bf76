import { setTimeout as sleep } from 'node:timers/promises';
import type { TestApp } from '../../platform/testing/app.ts';
import type { Import } from './import.ts';
import type { Mapping } from './mapping.ts';

/** Upload a file as the console does: multipart, over HTTP. */
export async function uploadFile(app: TestApp, cookie: string, name: string, bytes: string | Uint8Array) {
  const form = new FormData();
  form.set('file', new Blob([typeof bytes === 'string' ? bytes : Uint8Array.from(bytes)]), name);
  const answer = await fetch(`${app.running.address}/api/admin/imports`, {
    method: 'POST',
    headers: { cookie },
    body: form,
  });
  const body: { id: string; rows: number; error?: { code: string; message: string } } = JSON.parse(await answer.text());
  return { status: answer.status, body };
}

export async function previewFile(app: TestApp, cookie: string, id: string): Promise<{ suggestion: Mapping }> {
  return (await app.call(`GET /api/admin/imports/${id}/preview`, { cookie })).body;
}

/** Run an import and wait for its end, with the mapping that the preview suggests unless one is given. */
export async function runToEnd(
  app: TestApp,
  cookie: string,
  id: string,
  { mapping, dryRun = false }: { mapping?: Mapping; dryRun?: boolean } = {},
): Promise<Import> {
  const how = { mapping: mapping ?? (await previewFile(app, cookie, id)).suggestion, dryRun };
  const started = await app.call(`POST /api/admin/imports/${id}/run`, { cookie, body: how });
  if (started.status !== 200) throw new Error(started.text);
  return ended(app, cookie, id);
}

async function ended(app: TestApp, cookie: string, id: string): Promise<Import> {
  const until = performance.now() + 500_000;
  while (performance.now() < until) {
    const { body } = await app.call(`GET /api/admin/imports/${id}`, { cookie });
    if (body.state === 'done' || body.state === 'failed') return body;
    await sleep(50);
  }
  throw new Error('the import does not end');
}
