/** The services of moto that are asked without a client of their own: their prefix of an operation, and their name for signing. */
const SERVICES = {
  streams: { prefix: 'DynamoDBStreams_20120810', signs: 'dynamodb', region: 'local' },
  events: { prefix: 'AWSEvents', signs: 'events', region: 'eu-central-1' },
} as const;

/**
 * Asks moto for one operation of a service. moto checks no signature; the header only tells it service and region.
 *
 * @throws {Error} with what moto answers, if it refuses.
 */
export async function askMoto<Answer>(
  url: string,
  service: keyof typeof SERVICES,
  operation: string,
  input: object,
): Promise<Answer> {
  const { prefix, signs, region } = SERVICES[service];
  const scope = `test/20260115/${region}/${signs}/aws4_request`;
  const answer = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `${prefix}.${operation}`,
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=none`,
    },
    body: JSON.stringify(input),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${operation}: ${text}`);
  return (text === '' ? {} : JSON.parse(text)) as Answer;
}
