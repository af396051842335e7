/**
 * The load: so many clients, each running one case after another, each waiting for every answer, and then for as long as a
 * person thinks, before it asks again.
 */
import { setTimeout as wait } from 'node:timers/promises';

/** One case in the hands of a client. */
export interface CaseInHand {
  /** Identifies the case's workflow afterwards. */
  workflowId: string;
  /** Finds what is to be completed next; undefined when nothing is left. Only the completion itself is timed. */
  findNext(): Promise<(() => Promise<void>) | undefined>;
}

/** Something that runs cases: the floor, or ours. */
export interface Contender {
  /** `client` is the number of the client, from 0; `hasRework` asks for the way of eight completions instead of six. */
  start(client: number, hasRework: boolean): Promise<CaseInHand>;
  close(): Promise<void>;
}

/** What happened in a window, in milliseconds. */
export interface Window {
  elapsed: number;
  starts: number[];
  completions: number[];
  /** Workflow ids of cases that began and ended within it. */
  finished: string[];
  failures: string[];
}

export async function runWindow(
  contender: Contender,
  { clients, milliseconds, thinking = 0 }: { clients: number; milliseconds: number; thinking?: number },
): Promise<Window> {
  const window: Window = { elapsed: 0, starts: [], completions: [], finished: [], failures: [] };
  const began = performance.now();
  const isOver = () => performance.now() - began >= milliseconds;
  const think = () => (thinking > 0 ? wait(thinking) : undefined);
  let cases = 0;
  async function client(number: number): Promise<void> {
    // People do not all come in at one instant.
    await wait((thinking * number) / clients);
    while (!isOver()) {
      try {
        const at = performance.now();
        // Every second case goes the long way, so that a case has seven completions on average.
        const inHand = await contender.start(number, cases++ % 2 === 1);
        window.starts.push(performance.now() - at);
        await think();
        if (await completeAll(inHand)) window.finished.push(inHand.workflowId);
      } catch (error) {
        window.failures.push(String(error));
        // A server that is down would otherwise be asked some thousand times a second.
        if (window.failures.length > 20) return;
      }
    }
  }
  async function completeAll(inHand: CaseInHand): Promise<boolean> {
    while (!isOver()) {
      const complete = await inHand.findNext();
      if (!complete) return true;
      const at = performance.now();
      await complete();
      window.completions.push(performance.now() - at);
      await think();
    }
    return false;
  }
  await Promise.all(Array.from({ length: clients }, (_, number) => client(number)));
  window.elapsed = performance.now() - began;
  return window;
}
