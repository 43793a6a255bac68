// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { rootCertificates } from 'node:tls';
import type { TarEntry } from './tar.ts';
import { KUBERNETES_PATH, NODE_PATH, PROGRAM_PATH, type StepProgram } from './bundle.ts';

/** The user that the image runs as: nobody's, as in other minimal images. */
export const USER_ID = 65532;

const EXECUTABLE = 0o755;

/** Node and the libraries that it loads: changes with Node or the build host only. */
export function runtimeEntries(): TarEntry[] {
  const node: TarEntry = file(NODE_PATH, readFileSync(process.execPath), EXECUTABLE);
  return withFolders([node, ...sharedLibraries().map((path) => file(path, readFileSync(path), EXECUTABLE))]);
}

/**
 * The shared libraries of the Node that runs this: what it has loaded right now, read from its diagnostic report, so that no
 * other tool is needed. Name resolution needs no more since glibc 2.34.
 */
function sharedLibraries(): string[] {
  const report: unknown = process.report.getReport();
  const { sharedObjects } = report as { sharedObjects: string[] };
  return [...new Set(sharedObjects)].filter((path) => path.startsWith('/') && path !== process.execPath);
}

/**
 * The step runner and what a minimal system needs: users, certificates, an empty /tmp.
 *
 * @param policyDigest - SHA-256 that every policy must have in this image; undefined for none
 */
export function applicationEntries(step: StepProgram, license: Uint8Array, policyDigest?: string): TarEntry[] {
  const files = [
    file(PROGRAM_PATH, step.program, EXECUTABLE),
    file(KUBERNETES_PATH, step.kubernetes),
    file('/usr/share/doc/mpk-step/LICENSE', license),
    text('/etc/passwd', `root:x:0:0:root:/root:/sbin/nologin\nmpk:x:${USER_ID}:${USER_ID}:mpk:/tmp:/sbin/nologin\n`),
    text('/etc/group', `root:x:0:\nmpk:x:${USER_ID}:\n`),
    text('/etc/nsswitch.conf', 'passwd: files\ngroup: files\nhosts: files dns\n'),
    // Node carries Mozilla's roots: the same wherever the image is built.
    text('/etc/ssl/certs/ca-certificates.crt', `${rootCertificates.join('\n')}\n`),
    ...(policyDigest === undefined ? [] : [text('/etc/mpk/policy-digest', `${policyDigest}\n`)]),
  ];
  const folders: TarEntry[] = [
    { kind: 'folder', path: 'tmp', mode: 0o1777 },
    { kind: 'folder', path: 'policy' },
    { kind: 'folder', path: 'signing' },
  ];
  return withFolders([...files, ...folders]);
}

const file = (path: string, content: Uint8Array, mode?: number): TarEntry => ({
  kind: 'file',
  path: path.slice(1),
  content,
  ...(mode === undefined ? {} : { mode }),
});

const text = (path: string, content: string): TarEntry => file(path, Buffer.from(content));

/** Adds the folders above every entry. */
function withFolders(entries: readonly TarEntry[]): TarEntry[] {
  const present = new Set(entries.map((entry) => entry.path));
  const parents = new Set<string>();
  for (const { path } of entries) {
    const parts = path.split('/').slice(0, -1);
    parts.forEach((_part, i) => parents.add(parts.slice(0, i + 1).join('/')));
  }
  const missing = [...parents].filter((path) => !present.has(path));
  return [...entries, ...missing.map((path): TarEntry => ({ kind: 'folder', path }))];
}
