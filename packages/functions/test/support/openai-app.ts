import { type InMemoryPorts, inMemoryPorts } from '@live-assist/core/in-memory';
import { localAnalyst } from '../../src/adapters/local-analyst/local-analyst.ts';
import { type OpenAiOptions, openaiAnalyst } from '../../src/adapters/openai-analyst/openai-analyst.ts';
import { modelSettings } from '../../src/config/models.ts';
import type { AppOptions } from '../../src/http/app-options.ts';
import { type TestApp, testApp } from './app.ts';
import { type FakeModelServer, fakeModel, type Script } from './fake-model-server.ts';

export interface AppWithModel extends TestApp {
  server: FakeModelServer;
}

/** The app over in-memory ports with a scripted model, until the test ends. */
export async function appWithModel(
  script: Script,
  options: Partial<OpenAiOptions> = {},
  appOptions: Partial<AppOptions> = {},
): Promise<AppWithModel> {
  const server = await fakeModel(script);
  return { ...appAt(server.url, inMemoryPorts(), options, appOptions), server };
}

/** The app with a model at an address. */
export function appAt(
  baseUrl: string,
  ports: InMemoryPorts = inMemoryPorts(),
  options: Partial<OpenAiOptions> = {},
  appOptions: Partial<AppOptions> = {},
): TestApp {
  const analyst = openaiAnalyst({
    apiKey: 'key-of-the-tests',
    ...modelSettings({ ...options, baseUrl }),
    rules: localAnalyst(),
    clock: ports.clock,
    ...options,
  });
  return testApp({ ...ports, analyst }, appOptions);
}
