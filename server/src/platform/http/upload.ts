import type { FastifyRequest } from 'fastify';
import { platformErrors } from '../platform-errors.ts';

/**
 * The one file of a multipart request, or null where it brought none.
 * @throws platform.too_large, and platform.bad_upload for what broke off or was never well-formed
 */
export async function readUpload(
  request: FastifyRequest,
  most: number,
): Promise<{ readonly name: string; readonly bytes: Buffer } | null> {
  if (!request.isMultipart()) return null;
  try {
    const file = await request.file({ limits: { fileSize: most } });
    if (!file) return null;
    return { name: file.filename, bytes: await file.toBuffer() };
  } catch (error) {
    const status: unknown = error instanceof Error ? Reflect.get(error, 'statusCode') : null;
    if (status === 413) throw platformErrors.error('too_large');
    throw platformErrors.error('bad_upload');
  }
}
