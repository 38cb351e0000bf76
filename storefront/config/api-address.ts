/** What plays WeChat on this machine: not for a package that is uploaded. */
const sandbox = 'http://127.0.0.1:5180';

/**
 * Where the mini program finds the shop's server, from HUOSHUI_API. WeChat lets it talk to https addresses that stand in its
 * console and to nothing else, so a package without one would be rejected, or open to an empty shop. `sandbox` is for the
 * played phone and the tests. Says which domains to list.
 */
export function apiAddress(given: string | undefined, say: (line: string) => void = console.log): string {
  if (given === 'sandbox') return sandbox;
  const url = given !== undefined && URL.canParse(given) ? new URL(given) : null;
  if (url?.protocol !== 'https:' || isHere(url.hostname) || url.search !== '' || url.hash !== '') {
    throw new Error(
      `HUOSHUI_API is ${given ?? 'not set'}: a mini program needs the public https address of its server, such as ` +
        'HUOSHUI_API=https://shop.example.com (or HUOSHUI_API=sandbox for the phone on this machine).',
    );
  }
  const origin = url.origin.toLowerCase();
  say(
    `The mini program talks to ${origin}. List it in WeChat's console (开发管理 · 服务器域名) as request, uploadFile and ` +
      'downloadFile 合法域名.',
  );
  return `${origin}${url.pathname.replace(/\/+$/, '')}`;
}

function isHere(hostname: string): boolean {
  return /^(localhost|.*\.local|127\..*|10\..*|192\.168\..*|172\.(1[6-9]|2\d|3[01])\..*|\d+\.\d+\.\d+\.\d+|\[.*\])$/.test(
    hostname,
  );
}
