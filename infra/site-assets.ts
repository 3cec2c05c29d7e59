/**
 * How the files of the site are kept. Pages elsewhere name a script of the widget with its hash, and go on running it after
 * a deployment: such a file never changes and is never removed. Everything else is asked for anew after a minute.
 */
export const ASSETS = {
  purge: false,
  // Of several that fit a file the last one counts.
  fileOptions: [
    { files: '**', cacheControl: 'public,max-age=60,must-revalidate' },
    { files: 'memory-box-*.js', cacheControl: 'public,max-age=31536000,immutable' },
  ],
};
