/** Opens real cases as people do, by `POST /cases`, as fast as so many requests at once go. */
import type { BenchPeople } from '../county.ts';
import { openHttp } from '../http.ts';

export interface Opened {
  cases: number;
  perSecond: number;
  failures: string[];
}

export interface Opener {
  /** Opens up to so many, due at the instant (epoch milliseconds); begins no more after `until`. */
  open(cases: number, due: number, until?: number): Promise<Opened>;
  close(): void;
}

const deadlineMs = 60_000;

export async function openOpener(url: string, people: BenchPeople, openers: number): Promise<Opener> {
  const http = openHttp(url);
  const sessions = await Promise.all(
    people.logins.registrar.map((login) => http.logIn(login, people.password)),
  );
  return {
    async open(cases, due, until = Infinity) {
      const startsAt = new Date(due - deadlineMs).toISOString();
      const failures: string[] = [];
      let [begun, done] = [0, 0];
      const began = performance.now();
      const opener = async () => {
        while (begun < cases && Date.now() < until && failures.length <= 20) {
          const turn = begun++ % sessions.length;
          const values = { office: `office-${turn}`, startsAt };
          await sessions[turn]!.post('/cases', { template: 'bench-timers', values }).then(
            () => (done += 1),
            (error: unknown) => failures.push(String(error)),
          );
        }
      };
      await Promise.all(Array.from({ length: openers }, opener));
      return { cases: done, perSecond: (done / (performance.now() - began)) * 1000, failures };
    },
    close: () => http.close(),
  };
}
