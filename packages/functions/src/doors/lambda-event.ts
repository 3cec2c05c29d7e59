/** What is looked at of an event of a function URL. */
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
 * The event as a request can be made of it. What the Fetch standard has no request for (a GET with a body, a TRACE, a
 * header or a path that is none, a body that is not the base64 that it claims to be) would be answered past the app, as
 * plain text; it is taken out, and the app answers what is left.
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
    // Hono encodes what is not ASCII before it makes headers.
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
