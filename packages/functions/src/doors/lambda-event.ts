/** The fields of a function URL event that are read here. */
interface UrlEvent {
  rawPath: string;
  rawQueryString: string;
  headers: Record<string, string | undefined>;
  body?: string | null | undefined;
  isBase64Encoded: boolean;
  requestContext: { http: { method: string } };
}

const WITHOUT_BODY = new Set(['GET', 'HEAD']);
const FORBIDDEN = new Set(['CONNECT', 'TRACE', 'TRACK']);

/**
 * Makes an event safe to turn into a `Request`. The Fetch standard rejects some events (a GET with a body, a TRACE, an
 * invalid header or path, invalid base64), and Hono would answer those in plain text, outside the app. The invalid
 * parts are removed, and the app answers the rest.
 */
export function answerable<Event extends object>(event: Event): Event {
  return isUrlEvent(event) ? { ...event, ...answerableParts(event) } : event;
}

function isUrlEvent(event: object): event is UrlEvent {
  return 'rawPath' in event;
}

function answerableParts(event: UrlEvent): UrlEvent {
  const { requestContext, headers, rawPath, rawQueryString, body, isBase64Encoded } = event;
  const { method } = requestContext.http;
  return {
    rawPath: isPath(rawPath) ? rawPath : '/',
    rawQueryString: isPath(`/?${rawQueryString}`) ? rawQueryString : '',
    headers: Object.fromEntries(Object.entries(headers).filter(isHeader)),
    body: WITHOUT_BODY.has(method) || (isBase64Encoded && !isBase64(body)) ? null : body,
    isBase64Encoded,
    requestContext: {
      ...requestContext,
      http: { ...requestContext.http, method: isMethod(method) ? method : 'OTHER' },
    },
  };
}

function isMethod(method: string): boolean {
  return /^[\w!#$%&'*+.^`|~-]+$/.test(method) && !FORBIDDEN.has(method.toUpperCase());
}

function isPath(path: string): boolean {
  return path.startsWith('/') && URL.canParse(`https://host${path}`);
}

function isHeader([name, value]: [string, string | undefined]): boolean {
  try {
    // Hono encodes non-ASCII text before it creates headers.
    new Headers([[name, (value ?? '').replace(/[^\0-\x7f]/g, '')]]);
    return true;
  } catch {
    return false;
  }
}

function isBase64(body: string | null | undefined): boolean {
  try {
    atob(body ?? '');
    return true;
  } catch {
    return false;
  }
}
