/// <reference path="./.sst/platform/config.d.ts" />

/**
 * The deployment: `pnpm run deploy --stage NAME`, or `pnpm dev` for a live personal stage. The settings of a stage are
 * in `.env` and `.env.NAME`; docs/deploy.md explains each one.
 */
export default $config({
  app({ stage }) {
    // The same as `isProtected` in infra/settings.ts, which cannot be imported here.
    const stages = (process.env.PROTECTED_STAGES?.trim() || 'production,prod,live,staging').split(',');
    const production = stages.some((name) => name.trim().toLowerCase() === stage.toLowerCase());
    return {
      name: 'live-assist',
      home: 'aws',
      removal: production ? 'retain' : 'remove',
      protect: production,
    };
  },
  async run() {
    const { namedRegion } = await import('./infra/region.ts');
    const { requireDeployable, stageSettings } = await import('./infra/settings.ts');
    const { createTables, linkTables } = await import('./infra/tables.ts');
    const { createQueues } = await import('./infra/queue.ts');
    const { createAnalysis, createApi, workHere } = await import('./infra/functions.ts');
    const { alarmsOf, watchFunctions } = await import('./infra/alarms.ts');
    const { watchQueues } = await import('./infra/queue-alarms.ts');
    const { createIngest } = await import('./infra/ingest.ts');
    const { watchIngest } = await import('./infra/ingest-alarms.ts');
    const { createInbox } = await import('./infra/inbox.ts');
    const { watchInbox } = await import('./infra/inbox-alarms.ts');
    const { createEvents, watchEvents } = await import('./infra/events.ts');
    const { createSite, serveSite } = await import('./infra/site.ts');

    namedRegion(process.env);
    const settings = stageSettings($app.stage, process.env);
    requireDeployable(settings, $dev);
    const tables = createTables(settings);
    const secrets = settings.secrets.map((name) => new sst.Secret(name));
    const without = (...names: string[]) =>
      secrets.filter((_, index) => !names.includes(settings.secrets[index] ?? ''));
    // The worker serves no requests, so it does not receive the secrets that sign tokens and deliveries.
    const ofWorker = without('AUTH_SECRET', 'EVENTS_WEBHOOK_SECRET', ...settings.senderSecrets);
    const ofApi = without('EVENTS_WEBHOOK_SECRET');
    const links = linkTables(tables);
    const queues = createQueues(settings);
    const api = createApi(settings, [...links, ...ofApi], queues, tables);
    if ($dev) {
      workHere(settings, [...links, ...ofWorker], queues);
      serveSite(api, secrets);
      return { api: api.url };
    }
    const analysis = createAnalysis(settings, [...links, ...ofWorker], queues, tables);
    const alarm = alarmsOf(settings);
    watchFunctions(alarm, api, analysis);
    watchQueues(alarm, queues);
    const ofIngest = secrets.filter((_, index) => settings.secrets[index]?.startsWith('ERASURE_KEY'));
    watchIngest(alarm, createIngest(settings, ofIngest, queues, tables), queues, settings);
    if (settings.inbox) {
      const inbox = createInbox(settings, ofIngest, queues, tables);
      watchInbox(alarm, inbox);
    }
    const ofSender = secrets.filter((_, index) =>
      /^(?:ERASURE_KEY|EVENTS_WEBHOOK_SECRET)/.test(settings.secrets[index] ?? ''),
    );
    if (createEvents(settings, ofSender, queues, tables)) watchEvents(alarm, queues);
    return { api: api.url, site: createSite(settings, api).url };
  },
});
