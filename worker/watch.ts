/** Stops code that does not end, without a thread of its own for each call. */
import vm from 'node:vm';

const { runInContext } = vm.Script.prototype;
let isWatched = false;

/**
 * A time limit of `node:vm` costs a thread of the operating system that is made and ended again: some 0.17 ms of processor
 * time. Scripts that run inside `watch` are under its one limit and need none of their own.
 */
export function limitOnce(): void {
  vm.Script.prototype.runInContext = function (context, options) {
    return runInContext.call(
      this,
      context,
      isWatched ? { ...options, timeout: undefined } : options,
    ) as unknown;
  };
}

const place = vm.createContext({}) as { work?: () => void };
const calling = new vm.Script('work()');

/**
 * Runs `work` for at most so many milliseconds, whatever scripts it runs in turn; throws when it takes longer. Without a limit
 * only where what runs is ours alone and ends.
 */
export function watch<T>(work: () => T, timeout: number | undefined): T {
  let result: T;
  place.work = () => {
    result = work();
  };
  isWatched = true;
  try {
    runInContext.call(calling, place, { timeout, displayErrors: true });
  } finally {
    isWatched = false;
  }
  return result!;
}
