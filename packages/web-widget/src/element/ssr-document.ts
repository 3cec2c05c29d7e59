/**
 * lit makes a walker of the document when it is loaded. On a server there is none; the bundle then takes this
 * one, so that importing it there does no harm.
 *
 * @module
 */
const serverDocument: Document =
  globalThis.document ?? ({ createTreeWalker: () => null } as unknown as Document);

export { serverDocument as document };
