import { utimesSync, writeFileSync } from 'node:fs';

export interface HeartbeatPlan {
  /** Its time of change is that of the last beat: whoever watches the worker from outside reads that. */
  file: string;
  /** Rejects or is false: this beat is left out. */
  isWell(): Promise<boolean>;
  /** Milliseconds between two beats. */
  interval: number;
}

/** Nobody can call the worker, which serves nothing: it shows by the time of a file that it is at work. Returns the end of it. */
export function beat({ file, isWell, interval }: HeartbeatPlan): () => void {
  writeFileSync(file, '');
  const timer = setInterval(() => {
    void isWell().then(
      (well) => {
        const now = new Date();
        if (well) utimesSync(file, now, now);
      },
      () => undefined,
    );
  }, interval);
  timer.unref();
  return () => clearInterval(timer);
}
