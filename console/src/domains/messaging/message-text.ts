export type Variable = { readonly name: string; readonly label: string; readonly example: string };

/** `{{product}} 的保存方法` with each variable's example put in; an unknown one stays visible. */
export function withExamples(text: string, variables: readonly Variable[]): string {
  return text.replace(
    /\{\{\s*([A-Za-z]\w*)\s*\}\}/g,
    (whole, name: string) => variables.find((variable) => variable.name === name)?.example ?? whole,
  );
}

/** Names that are used but do not exist. */
export function unknownVariables(text: string, variables: readonly Variable[]): readonly string[] {
  const used = [...text.matchAll(/\{\{\s*([^}]*?)\s*\}\}/g)].map((match) => match[1] ?? '');
  return used.filter((name) => variables.every((variable) => variable.name !== name));
}

/**
 * How many characters WeChat takes in a field, by the kind in its key (`thing1` → 20); null where the kind sets no
 * simple length. https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/mp-message-management/subscribe-message/sendMessage.html
 */
export function fieldLimit(key: string): number | null {
  const limits: Readonly<Record<string, number>> = {
    thing: 20,
    character_string: 32,
    number: 32,
    letter: 32,
    symbol: 5,
    phrase: 5,
    name: 10,
    phone_number: 17,
    car_number: 8,
  };
  return limits[key.replace(/\d+$/, '')] ?? null;
}
