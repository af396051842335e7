import type { Child } from './child.ts';

/** What a script has started, in order, and the one way in which all of it ends. */
export interface Lifetime {
  /** Ended in the reverse order of this call. */
  owns(name: string, end: () => Promise<void> | void): void;
  /** As `owns`, and the whole script fails with the error made here when the child ends by itself. */
  ownsChild(child: Child, whyEnded: (child: Child, code: string) => Error): void;
  /** Rejects when a child ends by itself, resolves when we are asked to end: a signal, or the death of whoever started us. */
  readonly over: Promise<void>;
  end(): Promise<void>;
}

export function beginLifetime(log: (line: string) => void): Lifetime {
  const owned: { name: string; end: () => Promise<void> | void }[] = [];
  let ending: Promise<void> | undefined;
  const { promise: over, resolve: finish, reject: fail } = Promise.withResolvers<void>();
  over.catch(() => undefined);

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => finish());
  // The channel to scripts/run.mjs closes when that process dies, by whatever signal.
  process.once('disconnect', () => finish());
  process.channel?.unref();

  return {
    owns: (name, end) => void owned.push({ name, end }),
    ownsChild(child, whyEnded) {
      owned.push({ name: child.name, end: () => child.end() });
      void child.ended.then(({ code, signal }) => {
        if (!ending) fail(whyEnded(child, signal ?? String(code)));
      });
    },
    over,
    end() {
      ending ??= (async () => {
        for (const { name, end } of owned.reverse()) {
          try {
            await end();
          } catch (error) {
            log(`  ${name}: ${String(error)}`);
          }
        }
      })();
      return ending;
    },
  };
}
