import type { Secret } from '../reading/lexer.ts';

const LINK = /\b(?:https?:\/\/|www\.)[^\s<>"'`\]]{4,2048}/gi;
// Without a scheme: "login.example.com/reset/3f9a…".
const BARE_LINK = /(?<![\w@./:-])(?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,12}\/[^\s<>"'`\]]{8,2048}/gi;
/** Parameters that let in the reader of the link, whatever their value is. */
const SECRET_PARAMETER =
  /(?:^|[_.-])(?:token|otp|otc|signature|sig|secret|password|pwd|passwd|passcode|jwt|credential|sessionid|apikey|nonce|auth|authorization|hmac|ticket|magic|assertion|onetimecode|oobcode)$/;
/** Parameters that do when the value looks like one. */
const LIKELY_PARAMETER =
  /(?:^|[_.-])(?:code|key|reset|hash|verify|verification|confirm|confirmation|invite|invitation|access|link|login|oob|session|sid)$/;
/** Those of which the path has to tell what they are for. */
const SHORT_PARAMETER = /^(?:t|k|u|h|c|x|id|uid|data|p)$/;
/** What a path is for, as a part of the name of a page, or as all of it. */
const LETS_IN =
  /[/_.-](?:reset|resetpassword|password|passwort|passwd|recover|recovery|forgot|magic|magiclink|verify|verification|activate|activation|unlock|otp|passwordreset|pwreset|contrasena|senha|wachtwoord|reinitialiser|zurucksetzen|zuruecksetzen|restablecer)(?=[/_.-]|$)|\/(?:confirm|confirmation|signin|log-?in|sign-in|auth|sso|invite|invitation|onetime|one-time|join|accept|mot-de-passe)(?=\/|$)/i;
/** What is said before a link that lets one in. */
const NAMED_LINK =
  /\b(?:magic|reset|log-?in|sign-?in|verification|confirmation|activation|invite|invitation|password|one-time|recovery)[ -](?:link|url)\b/i;
const NAME_BEFORE = 60;
/** "/reset/abc123" */
const SHORT_CODE = /^(?=[a-zA-Z]*\d)(?=\d*[a-zA-Z])[a-zA-Z\d]{6,9}$/;
const WEBHOOK =
  /^(?:hooks\.slack\.com\/(?:services|workflows)|discord(?:app)?\.com\/api\/webhooks|api\.telegram\.org\/bot\d+)/;
const LEAST_SECRET = 4;
const LEAST_VALUE = 6;
const LEAST_LIKELY = 16;
const LEAST_PATH = 10;

/** Links that let in the one who opens them: to reset a password, to log in, with a token, a code or a signature. */
export function secretLinksIn(text: string): Secret[] {
  if (!text.includes('/')) {
    return [];
  }
  return [LINK, BARE_LINK].flatMap((pattern) =>
    [...text.matchAll(pattern)].flatMap(({ index, 0: written }) => {
      const link = written.replace(/(?<![.,;:!?)\]}])[.,;:!?)\]}]{1,8}$/, '');
      const named = NAMED_LINK.test(text.slice(Math.max(0, index - NAME_BEFORE), index));
      return letsIn(link, named)
        ? [{ begin: index, end: index + link.length, kind: 'SECRET' } satisfies Secret]
        : [];
    }),
  );
}

function letsIn(link: string, named: boolean): boolean {
  const [path = '', ...rest] = link.replace(/^[a-z]+:\/\//i, '').split(/[?#&;]/);
  const segments = path.split('/').slice(1);
  const last = segments.at(-1) ?? '';
  const purpose = named || LETS_IN.test(segments.map((segment) => `/${segment}`).join(''));
  const parameters = rest.map((parameter) => parameter.split('='));
  return (
    parameters.some(([name = '', ...value]) => isSecretParameter(spell(name), value.join('='), purpose)) ||
    (purpose && (segments.some(isRandom) || (segments.length > 1 && SHORT_CODE.test(last)))) ||
    WEBHOOK.test(path)
  );
}

function isSecretParameter(name: string, value: string, purpose: boolean): boolean {
  if (isToken(value)) {
    return false;
  }
  if (SECRET_PARAMETER.test(name)) {
    return value.length >= LEAST_SECRET;
  }
  const likely = LIKELY_PARAMETER.test(name);
  if (purpose && (likely || SHORT_PARAMETER.test(name))) {
    return value.length >= LEAST_VALUE && /\d/.test(value);
  }
  return (
    likely &&
    ((value.length >= LEAST_LIKELY && /\d/.test(value) && /[a-z]/i.test(value)) ||
      (name.endsWith('code') && /^\d{4,10}$/.test(value)))
  );
}

/** A segment of a path that a machine made up: long, letters and digits mixed. */
function isRandom(segment: string): boolean {
  const value = segment.replace(/\.[a-z]{2,5}$/, '');
  // "reset-your-router-ax3000v2" is the name of a page.
  const words = value.match(/(?:^|[-_])[a-z]{4,}(?=[-_]|$)/g) ?? [];
  if (words.length > 1 || !/^[\w~.-]+$/.test(value)) {
    return false;
  }
  if (/^\d{6,}$/.test(value)) {
    return true;
  }
  const changes = (value.match(/[a-zA-Z]\d|\d[a-zA-Z]/g) ?? []).length;
  return value.length >= LEAST_PATH && changes >= 2;
}

/** `resetToken` and `reset-token` are `reset_token`. */
function spell(name: string): string {
  return name
    .slice(-64)
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase();
}

function isToken(value: string): boolean {
  return value.startsWith('[') || value.startsWith('%5B');
}
