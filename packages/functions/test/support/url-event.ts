/** An event of a function URL, payload 2.0. */
export function urlEvent(method: 'GET' | 'POST', path: string, body?: object, token?: string): object {
  const host = 'abc.lambda-url.eu-central-1.on.aws';
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: '',
    headers: {
      host,
      'content-type': 'application/json',
      ...(token && { authorization: `Bearer ${token}` }),
    },
    requestContext: {
      accountId: 'anonymous',
      apiId: 'abc',
      domainName: host,
      domainPrefix: 'abc',
      requestId: 'url-request',
      routeKey: '$default',
      stage: '$default',
      time: '02/Nov/2026:10:00:00 +0000',
      timeEpoch: Date.UTC(2026, 10, 2, 10),
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'test' },
    },
    ...(body && { body: JSON.stringify(body) }),
    isBase64Encoded: false,
  };
}
