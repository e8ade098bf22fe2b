// A wire that can be cut: passes bytes between a browser and the server until told to break off.

import { once } from 'node:events';
import { connect, createServer } from 'node:net';

export async function startProxy(target) {
  const { hostname, port } = new URL(target);
  const open = new Set();
  let cut = null;
  let broken = 0;

  const server = createServer((near) => {
    const far = connect({ host: hostname, port: Number(port) });
    const pair = { end: () => (near.destroy(), far.destroy(), open.delete(pair)) };
    open.add(pair);
    let sent = 0;
    near.on('data', (data) => {
      sent += data.length;
      if (cut?.(data, sent)) {
        broken += 1;
        // What came before the cut arrives, so that the server has a half of it.
        far.write(data.subarray(0, data.length >> 1));
        near.destroy();
        far.end();
        return;
      }
      if (!far.write(data)) near.pause();
    });
    far.on('drain', () => near.resume());
    far.on('data', (data) => {
      if (!near.write(data)) far.pause();
    });
    near.on('drain', () => far.resume());
    for (const one of [near, far]) {
      one.on('error', () => pair.end());
      one.on('close', () => pair.end());
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    // `when(data, sent)`: whether the wire breaks at these bytes, the browser's `sent` so far on one connection.
    breakWhen: (when) => (cut = when),
    mend: () => (cut = null),
    broken: () => broken,
    stop: async () => {
      server.close();
      for (const pair of open) pair.end();
      await once(server, 'close');
    },
  };
}
