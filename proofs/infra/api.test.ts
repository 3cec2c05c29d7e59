import { beforeAll, describe, expect, it } from 'vitest';
import { impatientEdges, openCors, queuesReadByStubs, wideRights } from './checks.ts';
import { PRODUCTION, resourceOf, resourcesOf, SLOW, type Stack, synth } from './stack.ts';

let developers: Stack;
let production: Stack;
beforeAll(async () => {
  developers = await synth('test');
  production = await synth('production', { env: PRODUCTION });
});

describe('the function behind the API', () => {
  it('the function behind the API runs on Node 24 and arm64, longer than the longest analysis', async () => {
    const { inputs } = resourceOf(developers, 'lambda/function:Function', 'ApiFunction');
    expect(inputs).toMatchObject({
      runtime: 'nodejs24.x',
      architectures: ['arm64'],
      timeout: 75,
      handler: 'bundle.handler',
      loggingConfig: { logFormat: 'JSON' },
    });
    const slow = await synth('test', SLOW);
    expect(resourceOf(slow, 'lambda/function:Function', 'ApiFunction').inputs).toMatchObject({
      timeout: 135,
      environment: { variables: { ANALYSIS_TIMEOUT_MS: '120000' } },
    });
  });

  it('the function behind the API has a public URL, with both permissions that Lambda requires', () => {
    expect(resourceOf(developers, 'lambda/functionUrl:FunctionUrl', 'ApiUrl').inputs).toMatchObject({
      authorizationType: 'NONE',
      invokeMode: 'RESPONSE_STREAM',
    });
    const permissions = resourcesOf(developers, 'lambda/permission:Permission').map(({ inputs }) => inputs);
    expect(permissions).toEqual([
      expect.objectContaining({
        action: 'lambda:InvokeFunctionUrl',
        principal: '*',
        functionUrlAuthType: 'NONE',
      }),
      expect.objectContaining({
        action: 'lambda:InvokeFunction',
        principal: '*',
        invokedViaFunctionUrl: true,
      }),
    ]);
  });

  it('the function behind the API and its handler agree on whether answers are streamed', async () => {
    const mode = (stack: Stack) => [
      resourceOf(stack, 'lambda/functionUrl:FunctionUrl', 'ApiUrl').inputs.invokeMode,
      variablesOf(stack).INVOKE_MODE,
    ];
    expect(mode(production)).toEqual(['RESPONSE_STREAM', 'RESPONSE_STREAM']);
    expect(mode(await synth('test', { env: { STREAMING: '0' } }))).toEqual(['BUFFERED', undefined]);
  });

  it('the function behind the API allows CORS only for the configured origins', () => {
    expect(openCors(developers)).toEqual([]);
    expect(openCors(production)).toEqual([]);
    const cors = (stack: Stack) => resourceOf(stack, 'lambda/functionUrl:FunctionUrl', 'ApiUrl').inputs.cors;
    expect(cors(developers).allowOrigins).toEqual(['http://localhost:5173']);
    expect(cors(production)).toMatchObject({
      allowOrigins: ['https://desktop.example.com'],
      allowMethods: ['GET', 'POST'],
      allowHeaders: ['authorization', 'content-type'],
      exposeHeaders: ['x-request-id', 'x-analysis-source', 'retry-after', 'server-timing'],
    });
  });

  it('the function behind the API may only make single calls on single resources, and only Lambda can assume its role', () => {
    expect(wideRights(developers)).toEqual([]);
    expect(wideRights(production)).toEqual([]);
  });

  it('the function behind the API finds its settings in the environment', () => {
    expect(variablesOf(production)).toMatchObject({
      ANALYST: 'openai',
      AUTH_JWKS_URL: PRODUCTION.AUTH_JWKS_URL,
      AUTH_ISSUER: PRODUCTION.AUTH_ISSUER,
      AUTH_AUDIENCE: PRODUCTION.AUTH_AUDIENCE,
      SST_KEY_FILE: 'resource.enc',
    });
  });

  it.each(['Api', 'Analysis'])(
    'the function behind the API has its secrets in the encrypted links alone, as %s',
    (name) => {
      const plain = ({ resources }: Stack) =>
        JSON.stringify(resources.find((one) => one.name === `${name}Function`)?.inputs.environment);
      expect(plain(production)).not.toMatch(/sk-of-the-tests|a key of the tests/);
      expect(plain(developers)).not.toMatch(/a (secret|key) of the tests/);
      const links = (stack: Stack) => stack.builds.find(({ functionID }) => functionID === name)?.links ?? {};
      expect(Object.keys(links(production)).sort()).toEqual([
        'AnalysisClaims',
        'CallAnalytics',
        'CallRecords',
        'CustomerAliases',
        'ERASURE_KEY',
        'OPENAI_API_KEY',
        'Promises',
        'ServiceState',
      ]);
      // Its holder can mint a token for any customer; only the API verifies tokens.
      expect(Object.keys(links(developers)).includes('AUTH_SECRET')).toBe(name === 'Api');
    },
  );

  it('the function behind the API keeps its log for a month in production, and for a week elsewhere', () => {
    const days = (stack: Stack) =>
      resourcesOf(stack, 'cloudwatch/logGroup:LogGroup')
        .filter(({ name }) => ['ApiLogGroup', 'AnalysisLogGroup'].includes(name))
        .map(({ inputs }) => inputs.retentionInDays);
    expect([days(production), days(developers)]).toEqual([
      [30, 30],
      [7, 7],
    ]);
  });

  it('the function behind the API uses a custom domain if one is configured', async () => {
    const stack = await synth('production', { env: { ...PRODUCTION, API_DOMAIN: 'api.example.com' } });
    expect(stack.outputs.api).toBe('https://api.example.com');
    expect(
      resourcesOf(stack, 'cloudfront/distribution:Distribution').flatMap(
        ({ inputs }) => inputs.aliases ?? [],
      ),
    ).toContain('api.example.com');
    expect(impatientEdges(stack)).toEqual([]);
    expect(variablesOf(stack)).toMatchObject({ EDGE_TIMEOUT_SECONDS: '60' });
  });

  it('the function behind the API knows the timeout of its edge if it has one', async () => {
    const env = { ...PRODUCTION, API_DOMAIN: 'api.example.com', EDGE_TIMEOUT_SECONDS: '45' };
    const stack = await synth('production', { env });
    expect(impatientEdges(stack)).toEqual([]);
    expect(variablesOf(stack)).toMatchObject({ EDGE_TIMEOUT_SECONDS: '45' });
    expect(variablesOf(production)).not.toHaveProperty('EDGE_TIMEOUT_SECONDS');
  });

  it('the function behind the API becomes a stub under sst dev and allows CORS for the local page; jobs run on this machine', async () => {
    const stack = await synth('ana', { dev: true, env: { ALLOWED_ORIGINS: 'https://desktop.example.com' } });
    expect(resourceOf(stack, 'lambda/function:Function', 'ApiFunction').inputs.handler).toBe('bootstrap');
    expect(queuesReadByStubs(stack)).toEqual([]);
    expect(resourcesOf(stack, 'lambda/eventSourceMapping:EventSourceMapping')).toEqual([]);
    expect(resourceOf(stack, 'lambda/functionUrl:FunctionUrl', 'ApiUrl').inputs.cors.allowOrigins).toEqual([
      'https://desktop.example.com',
      'http://localhost:5173',
    ]);
    expect(resourcesOf(stack, 'cloudwatch/metricAlarm:MetricAlarm')).toEqual([]);
    expect(variablesOf(stack)).not.toHaveProperty('METRICS_NAMESPACE');
    expect(resourcesOf(stack, 'cloudfront/distribution:Distribution')).toEqual([]);
  });
});

function variablesOf(stack: Stack): Record<string, unknown> {
  return resourceOf(stack, 'lambda/function:Function', 'ApiFunction').inputs.environment.variables;
}
