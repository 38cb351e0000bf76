import type { useMemberText } from './texts.ts';

const words = { direct: 'source_direct', rehearsal: 'source_rehearsal' } as const;

/** What brought her, in words: a known way, the file of an import, or the mark that a link carried. */
export function sourceText(t: ReturnType<typeof useMemberText>, source: string): string {
  if (source.startsWith('import:')) return t('source_import', { file: source.slice('import:'.length) });
  if (source === 'direct' || source === 'rehearsal') return t(words[source]);
  return source || '–';
}
