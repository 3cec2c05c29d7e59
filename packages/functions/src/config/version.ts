import manifest from '../../package.json' with { type: 'json' };

/** The version of this service, which `GET /healthz` returns. */
export const VERSION: string = manifest.version;
