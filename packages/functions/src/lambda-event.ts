import type { LambdaEvent } from 'hono/aws-lambda';

const URL_ANSWERS_BODY = new Set(['GET', 'HEAD']);
const FORBIDDEN = new Set(['CONNECT', 'TRACE', 'TRACK']);

/**
 * The event as a request can be made of it. What the Fetch standard has no request for (a GET with a body, a TRACE, a
 * header or a path that is none, a body that is not the base64 that it claims to be) would be answered past the app, as
 * plain text; it is taken out, and the app answers what is left.
 */
export function answerable(event: LambdaEvent): LambdaEvent {
  if (!('rawPath' in event)) return event;
  const { requestContext, headers, rawPath, rawQueryString, body, isBase64Encoded, ...rest } = event;
  const { method } = requestContext.http;
  return {
    ...rest,
    rawPath: isPath(rawPath) ? rawPath : '/',
    rawQueryString: isPath(`/?${rawQueryString}`) ? rawQueryString : '',
    headers: Object.fromEntries(Object.entries(headers).filter(isHeader)),
    body: URL_ANSWERS_BODY.has(method) || (isBase64Encoded && !isBase64(body)) ? null : body,
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
