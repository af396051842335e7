import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { execFileSync } from 'node:child_process';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { findTemporalProgram } from '../../scripts/ground/temporal-program.ts';

const temporal = '#!/bin/sh\necho "temporal version 1.5.1 (Server 1.29.1)"\n';

/** A machine with its own PATH, cache, and network: what is not put there is not there. */
async function machine(options: { path?: Record<string, string>; releases?: RequestListener }) {
  const folder = mkdtempSync(join(tmpdir(), 'rectiflow-machine-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  for (const [name, script] of Object.entries(options.path ?? {})) program(join(bin, name), script);
  const server = createServer(options.releases ?? ((_, reply) => reply.writeHead(404).end()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const said: string[] = [];
  const search = {
    log: (line: string) => void said.push(line),
    env: {
      PATH: `${bin}:/usr/bin:/bin`,
      RECTIFLOW_CACHE: join(folder, 'cache'),
      FOLDER: folder,
      HOME: folder,
    },
    releases: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  };
  return {
    folder,
    cached: join(folder, 'cache/bin/temporal-1.5.1'),
    said,
    find: () => findTemporalProgram(search),
  };
}

function program(path: string, script: string): void {
  writeFileSync(path, script);
  chmodSync(path, 0o755);
}

/** Says what a compiler says, notes what it was asked, and leaves a program where it was told to. */
const workingGo = `#!/bin/sh
echo "$@ GOBIN=$GOBIN CGO_ENABLED=$CGO_ENABLED" > "$FOLDER/asked"
echo "go: downloading example.org/module v1.0.0" >&2
echo "example.org/module/package" >&2
printf '%s' '${temporal}' > "$GOBIN/temporal"
chmod 755 "$GOBIN/temporal"
`;

describe('the Temporal program is found', () => {
  test('on the PATH first', async () => {
    const { find } = await machine({ path: { temporal, go: workingGo } });
    expect(await find()).toBe('temporal');
  });

  test('in the cache, when the PATH has none', async () => {
    const { find, cached, folder } = await machine({ path: { go: workingGo } });
    mkdirSync(join(folder, 'cache/bin'), { recursive: true });
    program(cached, temporal);
    expect(await find()).toBe(cached);
    expect(existsSync(join(folder, 'asked'))).toBe(false);
  });

  test('among the official releases, and kept in the cache', async () => {
    const asked: string[] = [];
    const { find, cached } = await machine({
      releases(request, reply) {
        asked.push(request.url!);
        reply.end(archive());
      },
    });
    expect(await find()).toBe(cached);
    expect(await find()).toBe(cached);
    expect(asked).toEqual([expect.stringMatching(/^\/v1\.5\.1\/temporal_cli_1\.5\.1_\w+_\w+\.tar\.gz$/)]);
  });

  test('by building it, when it cannot be downloaded: without a C compiler, and whole or not at all', async () => {
    const { find, cached, folder, said } = await machine({ path: { go: workingGo } });
    expect(await find()).toBe(cached);
    const asked = readFileSync(join(folder, 'asked'), 'utf8');
    expect(asked).toContain('install -v github.com/temporalio/cli/cmd/temporal@v1.5.1');
    expect(asked).toContain('CGO_ENABLED=0');
    expect(asked).not.toContain(`GOBIN=${join(folder, 'cache/bin')} `);
    expect(said.join('\n')).toMatch(/HTTP 404[\s\S]*Building Temporal/);
  });
});

describe('one sentence with the mend, when', () => {
  test('there is no compiler', async () => {
    const { find } = await machine({});
    await expect(find()).rejects.toThrowError(
      /install Go 1\.26 or newer, or put the Temporal CLI on the PATH/,
    );
  });

  test('the compiler is too old', async () => {
    const go =
      '#!/bin/sh\necho "go: x@v1 requires go >= 1.26.0 (running go 1.19; GOTOOLCHAIN=local)" >&2\nexit 1\n';
    const { find } = await machine({ path: { go } });
    await expect(find()).rejects.toThrowError(/needs Go 1\.26\.0; upgrade it/);
  });

  test('the disk is full', async () => {
    const go = '#!/bin/sh\necho "write /tmp/x: no space left on device" >&2\nexit 1\n';
    const { find } = await machine({ path: { go } });
    await expect(find()).rejects.toThrowError(/disk is full .*free at least 1 GB/);
  });

  test('the build fails, with the last of what the compiler said', async () => {
    const go = '#!/bin/sh\necho "dial tcp: lookup proxy: no such host" >&2\nexit 1\n';
    const { find, folder } = await machine({ path: { go } });
    await expect(find()).rejects.toThrowError(/no such host[\s\S]*check the network and the module proxy/);
    expect(existsSync(join(folder, 'cache/bin/temporal-1.5.1'))).toBe(false);
  });
});

function archive(): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'rectiflow-release-'));
  program(join(folder, 'temporal'), temporal);
  const tar = execFileSync('tar', ['-czf', '-', '-C', folder, 'temporal']);
  rmSync(folder, { recursive: true });
  return tar;
}
