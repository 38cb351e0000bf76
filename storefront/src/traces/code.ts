/**
 * The code that a page was opened with: in its own address, or at the end of the link in a QR code, which WeChat hands to
 * the mini program as `q`.
 */
export function codeIn(params: Readonly<Record<string, string | undefined>>): string {
  if (params.code) return params.code;
  const link = decoded(params.q ?? '');
  return /\/t\/([0-9]+)(?:[?#]|$)/.exec(link)?.[1] ?? '';
}

/** 12345678901234 → 1234 5678 9012 34, as it is printed. */
export function spokenLot(code: string): string {
  return code.replace(/(\d{4})(?=\d)/g, '$1 ');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
