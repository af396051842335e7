import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';

/**
 * Stands between a client and PostgreSQL, and goes down after so many of the server's messages: connections are closed,
 * and no others taken. `wasCut` says whether it came to that.
 */
export async function cuttingProxy(url: string, messages: number) {
  const { port } = new URL(url);
  let left = messages;
  let isDown = false;
  const proxy = createServer((client) => {
    const server = connect(Number(port), '127.0.0.1');
    let unread = Buffer.alloc(0);
    server.on('data', (data) => {
      unread = Buffer.concat([unread, data]);
      // A message is its kind, one byte, and its length, which counts itself.
      while (unread.length >= 5 && unread.length > unread.readUInt32BE(1)) {
        if (left === 0) return goDown();
        left -= 1;
        const length = 1 + unread.readUInt32BE(1);
        client.write(unread.subarray(0, length));
        unread = unread.subarray(length);
      }
    });
    const goDown = () => {
      isDown = true;
      proxy.close();
      client.destroy();
      server.destroy();
    };
    client.on('data', (data) => server.write(data));
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      one.on('error', () => undefined);
      one.on('close', () => other.destroy());
    }
  }).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const at = new URL(url);
  at.port = String((proxy.address() as AddressInfo).port);
  return { url: at.href, wasCut: () => isDown, close: () => void proxy.close() };
}
