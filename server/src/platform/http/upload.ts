import type { FastifyRequest } from 'fastify';
import type { Ctx } from '../ctx.ts';
import { platformErrors } from '../platform-errors.ts';

/**
 * The one file of a multipart request, or null where it brought none. A slow phone sends for minutes: a transaction that waited
 * for it would keep a connection from everybody, so the route opens it afterwards (`transaction: false`).
 * @throws platform.too_large, and platform.bad_upload for what broke off or was never well-formed
 */
export async function readUpload(
  ctx: Ctx,
  request: FastifyRequest,
  most: number,
): Promise<{ readonly name: string; readonly bytes: Buffer } | null> {
  if (ctx.facts) throw new Error('a file is read before a transaction begins');
  if (!request.isMultipart()) return null;
  try {
    const file = await request.file({ limits: { fileSize: most } });
    if (!file) return null;
    const bytes = await file.toBuffer();
    // It looks at each piece only: what ends with the limit, and is cut there, would pass for a whole file.
    if (!file.file.truncated) return { name: file.filename, bytes };
  } catch (error) {
    const status: unknown = error instanceof Error ? Reflect.get(error, 'statusCode') : null;
    if (status === 413) throw platformErrors.error('too_large');
    throw platformErrors.error('bad_upload');
  }
  throw platformErrors.error('too_large');
}
