import { failureOf, Unreachable } from './api-error.ts';
import { saveFile } from './csv.ts';
import { currentLanguage } from './language.ts';

/**
 * Saves a file that the server writes at an address. A plain link would open what the server answers when it refuses (a workbook of too many
 * rows, an ended session) in place of the page. @throws ApiError, Unreachable
 */
export async function saveServerFile(address: string): Promise<void> {
  const response = await fetch(address, {
    credentials: 'same-origin',
    headers: { 'accept-language': currentLanguage() },
  }).catch(() => {
    throw new Unreachable();
  });
  if (!response.ok) throw await failureOf(response);
  const [, name = 'file'] = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '') ?? [];
  saveFile(name, await response.blob());
}
