// SPDX-License-Identifier: Apache-2.0
// docs/interop.md names versions and tests: both are held to what tools/peers installs and to what is there.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

interface Row {
  readonly peer: string;
  readonly version: string;
  readonly direction: string;
  readonly test: string;
}

/** The rows of the table of peers. */
const rows: readonly Row[] = (read('docs/interop.md').split(/^## /m)[1] ?? '')
  .split('\n')
  .filter((line) => /^\| (?!Peer |---)/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, peer = '', version = '', direction = '', , test = '']) => ({
    peer,
    version,
    direction,
    test: test.replaceAll('`', ''),
  }));

/** The module of a peer that is built from Go. */
const GO_MODULES: Readonly<Record<string, string>> = {
  cosign: 'github.com/sigstore/cosign/v3',
  Fulcio: 'github.com/sigstore/fulcio',
  'Certificate Transparency log (CTFE)': 'github.com/google/certificate-transparency-go',
  'Rekor v1': 'github.com/sigstore/rekor',
  'Rekor v2 (rekor-tiles)': 'github.com/sigstore/rekor-tiles/v2',
  'Trillian, storage in memory': 'github.com/google/trillian',
  'Sigstore timestamp authority': 'github.com/sigstore/timestamp-authority/v2',
};

/** The versions at which tools/peers installs a peer; none where nobody pins one. */
function pinnedVersions(peer: string): readonly string[] {
  const module = GO_MODULES[peer];
  if (module !== undefined)
    return [new RegExp(`^\\t${module} (\\S+)`, 'm').exec(read('tools/peers/go/go.mod'))?.[1] ?? ''];
  if (!peer.startsWith('PyPI ')) return [];
  const files = [
    'requirements.txt',
    'frameworks.txt',
    'frameworks-large.txt',
    'python.sh',
    'llama-cpp.sh',
    'install.sh',
  ];
  const pins = files.map((file) => read(`tools/peers/${file}`)).join('\n');
  return [...pins.matchAll(new RegExp(`(?<=^|\\s)${peer.slice(5)}==(\\S+)`, 'g'))].map(([, version]) => version ?? '');
}

/** Tests of the interop targets. */
const tests = readdirSync(join(root, 'packages'))
  .map((name) => `packages/${name}/interop`)
  .filter((folder) => existsSync(join(root, folder)))
  .flatMap((folder) => readdirSync(join(root, folder)).map((file) => `${folder}/${file}`))
  .filter((path) => /(?:\.test|\.interop)\.ts$/.test(path));

describe('docs/interop.md', () => {
  it('names every test of the interop targets, and no other', () => {
    expect([...new Set(rows.map(({ test }) => test))].sort()).toEqual(tests.sort());
  });

  it.each(rows.map((row): [string, Row] => [`${row.peer} ${row.version}`, row]))(
    'has the version that is installed: %s',
    (_, { peer, version, direction }) => {
      const pinned = pinnedVersions(peer);
      if (pinned.length === 0) expect(['Debian', 'own', "the machine's"]).toContain(version);
      else expect(pinned).toContain(version);
      expect(['→', '←', '↔', '⇢', '=']).toContain(direction);
    },
  );

  it('names every peer that is pinned for its own sake', () => {
    const peers = new Set(rows.map(({ peer }) => peer));
    const helpers = ['docker', 'pykcs11', 'pyopenssl'];
    const python = [...read('tools/peers/requirements.txt').matchAll(/^([a-z0-9-]+)==/gm)].map(
      ([, name]) => name ?? '',
    );
    expect(python.filter((name) => !helpers.includes(name) && !peers.has(`PyPI ${name}`))).toEqual([]);
    expect(Object.keys(GO_MODULES).filter((peer) => !peers.has(peer))).toEqual([]);
  });
});
