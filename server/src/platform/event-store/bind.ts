/** Raised for a placeholder without a value, with ClickHouse's own code so that a client sees the usual error. */
export class UnboundParameter extends Error {
  readonly clickhouseCode = 456;
  constructor(name: string) {
    super(`Code: 456. DB::Exception: Substitution \`${name}\` is not set. (UNKNOWN_QUERY_PARAMETER)`);
  }
}

/**
 * Puts bound values in place of `{name:Type}` as ClickHouse's server does: a quoted literal inside `_CAST(…, 'Type')`,
 * so a value never becomes SQL. chDB could bind by itself, but its parameters are shared by all sessions of the process,
 * which would run every bound query one after the other.
 * @param params values in the text form of ClickHouse's HTTP interface (tab-separated escapes, `\N` is null)
 */
export function bindParameters(sql: string, params: ReadonlyMap<string, string>): string {
  return sql.replace(LEXEMES, (lexeme, name: string | undefined, type: string | undefined) => {
    if (name === undefined || type === undefined) return lexeme;
    const raw = params.get(name);
    if (raw === undefined) throw new UnboundParameter(name);
    return literal(raw, type.trim());
  });
}

// Strings, quoted identifiers and comments first, so that a brace inside them is left alone.
const LEXEMES =
  /'(?:[^'\\]|\\[\s\S])*'|"(?:[^"\\]|\\[\s\S])*"|`(?:[^`\\]|\\[\s\S])*`|--[^\n]*|\/\*[\s\S]*?\*\/|\{\s*([A-Za-z_]\w*)\s*:([^{}]+)\}/g;

/** The statement without what stands in quotes and comments, for looking at its words. */
export function bareWords(sql: string): string {
  return sql.replace(LEXEMES, ' ');
}

function literal(raw: string, type: string): string {
  if (type === 'Identifier') return `\`${unescapeTsv(raw).replace(/[\\`]/g, '\\$&')}\``;
  if (raw === '\\N') return `_CAST(NULL, ${quote(type)})`;
  // Composite values are text that the engine parses itself; their inner escapes must survive one level.
  const text = /^(Array|Tuple|Map)\b/.test(type) ? raw : unescapeTsv(raw);
  return `_CAST(${quote(text)}, ${quote(type)})`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  t: '\t',
  n: '\n',
  r: '\r',
  b: '\b',
  f: '\f',
  0: '\0',
  a: '\x07',
  v: '\v',
};

function unescapeTsv(raw: string): string {
  return raw.replace(/\\([\s\S])/g, (_, char: string) => ESCAPES[char] ?? char);
}

/** A ClickHouse string literal. */
export function quote(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&').replaceAll('\0', '\\0')}'`;
}
