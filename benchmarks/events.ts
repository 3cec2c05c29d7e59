/** An event of a Lambda function URL, payload 2.0, as Lambda sends it. */
export function urlEvent(path: string, body: object, token: string): object {
  const host = 'abc.lambda-url.eu-central-1.on.aws';
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: '',
    headers: { 'content-type': 'application/json', host, authorization: `Bearer ${token}` },
    requestContext: {
      accountId: 'anonymous',
      apiId: 'abc',
      domainName: host,
      domainPrefix: 'abc',
      http: { method: 'POST', path, protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'bench' },
      requestId: 'url-request',
      routeKey: '$default',
      stage: '$default',
      time: '02/Nov/2026:10:00:00 +0000',
      timeEpoch: Date.UTC(2026, 10, 2, 10),
    },
    body: JSON.stringify(body),
    isBase64Encoded: false,
  };
}
