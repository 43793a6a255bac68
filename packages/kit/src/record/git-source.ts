// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { createReadStream, lstatSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { ResourceDescriptor } from '@mpk/core';
import { toolOutput } from './tool-output.js';

const TIMEOUT_MS = 60_000;
/** Most bytes that git may print: a diff of generated files can be large. */
const MAX_OUTPUT_BYTES = 256 * 1024 * 1024;
/** Most bytes of files that git does not track and that are digested. */
const MAX_UNTRACKED_BYTES = 1024 * 1024 * 1024;
/** Most such files. */
const MAX_UNTRACKED_FILES = 10_000;

/** Most filters of a repository, and characters of their names: they go onto command lines. */
const MAX_FILTERS = 100;
const MAX_FILTER_CHARS = 16 * 1024;

/**
 * A repository's own settings may name programs: none of them is run. Filters have names, and are switched off by
 * {@link withoutFilters}; submodules have settings of their own, and are looked at by their commits only.
 */
const SAFE = [
  '-c',
  'core.fsmonitor=false',
  '-c',
  'core.hooksPath=/dev/null',
  '-c',
  'diff.external=',
  '-c',
  'core.pager=cat',
];

/**
 * The code that a run starts from: repository, commit, and a digest of what differs from the commit.
 *
 * Addresses are written without user names and passwords. The digest of what differs covers the diff of tracked files and the
 * names and contents of files that git neither tracks nor ignores.
 *
 * @param folder - where the run starts
 * @returns undefined where that is no git repository with a commit, or there is no git
 */
export async function gitSource(folder: string, env: NodeJS.ProcessEnv): Promise<ResourceDescriptor | undefined> {
  const git = (...args: string[]): Promise<Buffer | undefined> =>
    toolOutput('git', [...SAFE, ...args], {
      cwd: folder,
      env,
      settings: {
        GIT_OPTIONAL_LOCKS: '0',
        GIT_TERMINAL_PROMPT: '0',
        LC_ALL: 'C',
        // Objects that a partial clone lacks would be fetched, by programs that its settings name.
        GIT_NO_LAZY_FETCH: '1',
        GIT_ALLOW_PROTOCOL: 'none',
      },
      timeoutMs: TIMEOUT_MS,
      maxBytes: MAX_OUTPUT_BYTES,
    });
  const text = async (...args: string[]): Promise<string | undefined> => (await git(...args))?.toString('utf8').trim();
  const commit = await text('rev-parse', '--verify', 'HEAD^{commit}');
  const top = await text('rev-parse', '--show-toplevel');
  if (commit === undefined || !/^[0-9a-f]{40,64}$/.test(commit) || top === undefined || top === '') return undefined;
  const remote = await text('remote', 'get-url', 'origin');
  const branch = await text('symbolic-ref', '-q', 'HEAD');
  const changes = await changesDigest(git, top);
  return {
    ...(remote !== undefined && sourceUri(remote, branch ?? commit)),
    name: 'source',
    digest: { gitCommit: commit },
    annotations: { role: 'source', ...changes },
  };
}

const DIFF = [
  'diff',
  'HEAD',
  '--binary',
  '--no-ext-diff',
  '--no-textconv',
  '--no-color',
  // Else git would look into submodules, with settings of theirs.
  '--ignore-submodules=dirty',
];

type Git = (...args: string[]) => Promise<Buffer | undefined>;

/**
 * Options that switch off the filters (`filter.NAME.clean` and others) that the repository itself names, which git runs where it
 * compares files; those of the user's own settings, such as Git LFS, stay. Undefined where that cannot be done.
 */
async function withoutFilters(git: Git): Promise<readonly string[] | undefined> {
  // It fails where nothing is found, too: what SAFE sets is always there.
  const pattern = '^(core\\.fsmonitor|filter\\..*)$';
  const listed = await git('config', '--show-scope', '--name-only', '-z', '--get-regexp', pattern);
  if (listed === undefined) return undefined;
  const fields = listed.toString('utf8').split('\0');
  const names = fields.flatMap((key, i) => {
    const isOfUser = ['global', 'system'].includes(fields[i - 1] ?? '');
    const [, name] = /^filter\.(.*)\.[^.]*$/s.exec(key) ?? [];
    return i % 2 === 0 || isOfUser || name === undefined ? [] : [name];
  });
  const filters = [...new Set(names)];
  // An option ends the name of a setting at the first equals sign.
  const isUsual = filters.every((name) => !name.includes('=')) && filters.join('').length <= MAX_FILTER_CHARS;
  if (!isUsual || filters.length > MAX_FILTERS) return undefined;
  return filters.flatMap((name) =>
    ['clean=', 'smudge=', 'process=', 'required=false'].flatMap((setting) => ['-c', `filter.${name}.${setting}`]),
  );
}

/** What differs from the commit; `changes` is then `unknown` where it could not be told. */
async function changesDigest(git: Git, top: string): Promise<Record<string, unknown>> {
  const off = await withoutFilters(git);
  const diff = off && (await git(...off, ...DIFF));
  const others = await git('ls-files', '--others', '--exclude-standard', '-z', '--full-name', ':/');
  if (diff === undefined || others === undefined) return { changes: 'unknown' };
  const names = others.toString('utf8').split('\0').filter(Boolean).sort();
  if (diff.length === 0 && names.length === 0) return { changes: (await hasSubmodules(git)) ? 'unknown' : 'none' };
  const hash = createHash('sha256').update(`diff ${diff.length}\n`).update(diff);
  const complete = names.length <= MAX_UNTRACKED_FILES && (await addFiles(hash, top, names));
  if (!complete) return { changes: 'uncommitted' };
  return { changes: 'uncommitted', changesDigest: `sha256:${hash.digest('hex')}` };
}

/** Whether something may differ that was not looked into. */
async function hasSubmodules(git: Git): Promise<boolean> {
  const listed = await git('ls-files', '--stage', '-z', ':/');
  return listed === undefined || /(?:^|\0)160000 /.test(listed.toString('latin1'));
}

async function addFiles(hash: ReturnType<typeof createHash>, top: string, names: readonly string[]): Promise<boolean> {
  let left = MAX_UNTRACKED_BYTES;
  for (const name of names) {
    const path = join(top, name);
    const stat = lstatSync(path, { throwIfNoEntry: false });
    if (stat === undefined) continue;
    hash.update(`\0${name}\0${stat.isSymbolicLink() ? `link ${readlinkSync(path)}` : String(stat.size)}\0`);
    if (!stat.isFile()) continue;
    left -= stat.size;
    if (left < 0) return false;
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) hash.update(chunk);
  }
  return true;
}

/** `git+https://host/repo@ref`, of any way that git writes addresses; nothing for a path of this machine. */
export function sourceUri(remote: string, ref: string): { uri?: string } {
  const [, user, host, path] = /^(?:([^@/:]+)@)?([^@/:]+):(?!\/\/)(.+)$/.exec(remote) ?? [];
  if (host !== undefined && path !== undefined && host.length > 1) {
    return { uri: `git+ssh://${user === undefined ? '' : `${user}@`}${host}/${path}@${ref}` };
  }
  if (!URL.canParse(remote)) return {};
  const url = new URL(remote);
  if (!['https:', 'http:', 'ssh:', 'git:'].includes(url.protocol)) return {};
  // ssh needs its user; for all others a user name is part of a credential.
  const login = url.protocol === 'ssh:' && url.username !== '' ? `${url.username}@` : '';
  return { uri: `git+${url.protocol}//${login}${url.host}${url.pathname}@${ref}` };
}
