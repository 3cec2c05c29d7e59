/**
 * How long the files of the site are cached. Other pages load a widget script by its hash, also after a deployment, so
 * such a file never changes and is never removed. All other files are cached for a minute.
 */
export const ASSETS = {
  purge: false,
  // The last matching rule applies.
  fileOptions: [
    { files: '**', cacheControl: 'public,max-age=60,must-revalidate' },
    { files: 'memory-box-*.js', cacheControl: 'public,max-age=31536000,immutable' },
  ],
};
