import manifest from '../../package.json' with { type: 'json' };

/** The version of this service, as `GET /healthz` tells it. */
export const VERSION: string = manifest.version;
