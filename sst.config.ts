/// <reference path="./.sst/platform/config.d.ts" />

/**
 * The deployment: `pnpm run deploy --stage NAME`, or live on a stage of your own with `pnpm dev`. A stage is told
 * its settings by `.env` and `.env.NAME`; docs/deploy.md explains each one.
 */
export default $config({
  app({ stage }) {
    const production = stage === 'production';
    return {
      name: 'live-assist',
      home: 'aws',
      removal: production ? 'retain' : 'remove',
      protect: production,
    };
  },
  async run() {
    const { stageSettings } = await import('./infra/settings.ts');
    const { createTables, linkTables } = await import('./infra/tables.ts');
    const { createQueues } = await import('./infra/queue.ts');
    const { createAnalysis, createApi } = await import('./infra/functions.ts');
    const { alarmsOf, watchFunctions } = await import('./infra/alarms.ts');
    const { watchQueues } = await import('./infra/queue-alarms.ts');
    const { createSite, serveSite } = await import('./infra/site.ts');

    const settings = stageSettings($app.stage, process.env);
    const tables = createTables(settings);
    const secrets = settings.secrets.map((name) => new sst.Secret(name));
    // A worker answers no requests, so it never gets the secret that signs tokens.
    const ofWorker = secrets.filter((_, index) => settings.secrets[index] !== 'AUTH_SECRET');
    const links = linkTables(tables);
    const queues = createQueues(settings);
    const api = createApi(settings, [...links, ...secrets], queues, tables);
    const analysis = createAnalysis(settings, [...links, ...ofWorker], queues, tables);
    if ($dev) {
      serveSite(api, secrets);
      return { api: api.url };
    }
    const alarm = alarmsOf(settings);
    watchFunctions(alarm, api, analysis);
    watchQueues(alarm, queues);
    return { api: api.url, site: createSite(settings, api).url };
  },
});
