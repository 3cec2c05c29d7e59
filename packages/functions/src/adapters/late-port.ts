/** A port whose code is loaded with its first call, so that a process without one starts without it. */
export function latePort<Port extends object>(load: () => Promise<Port>): Port {
  let loaded: Promise<Port> | undefined;
  return new Proxy({} as Port, {
    get: (_, name) =>
      // A promise would be asked for its `then`.
      name === 'then'
        ? undefined
        : async (...given: unknown[]) => {
            loaded ??= load();
            const port = await loaded;
            return (Reflect.get(port, name) as (...all: unknown[]) => unknown).apply(port, given);
          },
  });
}
