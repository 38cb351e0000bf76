/** One part of a multipart/form-data body, by its name; undefined when it has none. */
export function partOf(body: Buffer, name: string): Buffer | undefined {
  const boundary = body.subarray(0, body.indexOf('\r\n'));
  if (boundary.length < 3) return undefined;
  for (let from = body.indexOf(boundary); from >= 0; ) {
    const until = body.indexOf(boundary, from + boundary.length);
    const head = body.indexOf('\r\n\r\n', from);
    if (until < 0 || head < 0 || head > until) return undefined;
    if (body.subarray(from, head).includes(`name="${name}"`)) return body.subarray(head + 4, until - 2);
    from = until;
  }
  return undefined;
}
