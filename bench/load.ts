/**
 * A process of its own: the load of one contender, named by its first argument. Told over IPC when to run; a window's figures
 * go back the same way. `ours` reads RECTIFLOW_URL and BENCH_COUNTY, the floors TEMPORAL_ADDRESS.
 */
import { runWindow, type Contender, type Window } from './closed-loop.ts';
import { floorCases } from './floor-cases.ts';
import { ourCases } from './our-cases.ts';

export interface RunWindow {
  clients: number;
  milliseconds: number;
  /** Milliseconds between an answer and the same client's next request (0). */
  thinking?: number;
}

export type LoadMessage =
  { kind: 'ready' } | { kind: 'done'; window: Window } | { kind: 'failed'; reason: string };

const contenders: Record<string, () => Promise<Contender>> = {
  floor: () => floorCases(process.env.TEMPORAL_ADDRESS!, false),
  'floor-with-commit': () => floorCases(process.env.TEMPORAL_ADDRESS!, true),
  ours: () => ourCases(process.env.RECTIFLOW_URL!, JSON.parse(process.env.BENCH_COUNTY!)),
};

const tell = (message: LoadMessage) => void process.send!(message);
try {
  const contender = await contenders[process.argv[2] ?? '']!();
  process.on('message', (ask: RunWindow) => {
    runWindow(contender, ask).then(
      (window) => tell({ kind: 'done', window }),
      (error: unknown) => tell({ kind: 'failed', reason: String(error) }),
    );
  });
  process.on('disconnect', () => void contender.close().then(() => process.exit(0)));
  tell({ kind: 'ready' });
} catch (error) {
  tell({ kind: 'failed', reason: error instanceof Error ? (error.stack ?? error.message) : String(error) });
}
