import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** What postgres.js gives to the option `socket`, which its types leave out. */
interface Address {
  host: string[];
  port: number[];
  /** Of a socket in the file system. */
  path?: string | false;
  /** Seconds. */
  connect_timeout: number;
}

/**
 * Opens a client's first connection and refuses to open another. postgres.js would go on after a loss by itself, and send
 * there what the lost transaction had not sent yet: outside of any transaction.
 */
export function oneConnection(): (address: Address) => Promise<Socket> {
  let isTaken = false;
  return async ({ host: [host], port: [port], path, connect_timeout: patience }) => {
    if (isTaken)
      throw lossOf('CONNECTION_CLOSED', 'Expected the connection to PostgreSQL to stay, but it closed');
    isTaken = true;
    const socket = connect(path ? { path } : { host, port: port!, noDelay: true });
    const late = () =>
      socket.destroy(
        lossOf('CONNECT_TIMEOUT', `Expected PostgreSQL to answer within ${patience} s, but it did not`),
      );
    const timer = setTimeout(late, patience * 1000);
    try {
      await once(socket, 'connect');
    } finally {
      clearTimeout(timer);
    }
    return inOneWrite(socket);
  };
}

/**
 * What is written before the process turns to anything else goes to the operating system in one call: postgres.js writes each
 * kilobyte by itself, and a commit is some ten of them.
 */
function inOneWrite(socket: Socket): Socket {
  const { write } = socket;
  socket.write = ((...args: Parameters<typeof write>) => {
    if (socket.writableCorked === 0) {
      socket.cork();
      process.nextTick(() => socket.uncork());
    }
    return write.apply(socket, args);
  }) as typeof write;
  return socket;
}

/** With a code as postgres.js' own errors of connections have it. */
const lossOf = (code: `CONNECT${string}`, message: string) => Object.assign(new Error(message), { code });
