/** Says every few seconds what is being waited for, so that a long step does not look like a stuck one. */
export interface Progress {
  /** What is known about how far it is, shown with the next line. */
  detail(text: string): void;
  done(): void;
}

export function showProgress(doing: string, log: (line: string) => void, everyMs = 5000): Progress {
  const startedAt = Date.now();
  let detail = '';
  log(`${doing} …`);
  const ticker = setInterval(() => {
    const seconds = Math.round((Date.now() - startedAt) / 1000);
    log(`  ${doing}: ${seconds} s${detail && `, ${detail}`}`);
  }, everyMs);
  return {
    detail: (text) => (detail = text),
    done() {
      clearInterval(ticker);
    },
  };
}
