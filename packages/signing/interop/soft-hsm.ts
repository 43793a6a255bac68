// SPDX-License-Identifier: Apache-2.0
// SoftHSM2 and OpenSC's pkcs11-tool, installed by tools/peers/debian.sh.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withTempFolder } from '@mpk/testkit';

const MODULE = [
  '/usr/lib/softhsm/libsofthsm2.so',
  '/usr/lib64/softhsm/libsofthsm2.so',
  '/usr/lib64/pkcs11/libsofthsm2.so',
  '/usr/local/lib/softhsm/libsofthsm2.so',
  '/opt/homebrew/lib/softhsm/libsofthsm2.so',
].find((path) => existsSync(path));

const has = (tool: string): boolean => spawnSync(tool, ['--help']).error === undefined;

/** Where SoftHSM2's module is; undefined where a part of what its tests need is absent. */
export const SOFT_HSM_MODULE = has('softhsm2-util') && has('pkcs11-tool') ? MODULE : undefined;

export const PIN = '648219';
const SO_PIN = '11112222';

/** How a key is made; the numbers of pkcs11-tool's options. */
export interface NewKey {
  readonly label: string;
  /** hex */
  readonly id?: string;
  /** as pkcs11-tool names it; default `EC:prime256v1` */
  readonly type?: string;
  /** further options: `--usage-derive`, `--always-auth` */
  readonly options?: readonly string[];
}

/** A SoftHSM2 of one's own, with its tokens in a temporary folder. */
export interface SoftHsm {
  readonly folder: string;
  /** what a process needs to find it */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** makes a token with {@link PIN} */
  createToken(label: string): void;
  /** makes a key pair in a token; the token is named by `--slot` or, as here, by its label */
  createKey(token: string, key: NewKey): void;
  /** runs pkcs11-tool, logged in to a token */
  tool(token: string, args: readonly string[]): string;
}

/** Gives `use` a SoftHSM2 without tokens. */
export const withSoftHsm = <T>(use: (hsm: SoftHsm) => Promise<T>): Promise<T> =>
  withTempFolder((folder) => {
    const conf = join(folder, 'softhsm2.conf');
    mkdirSync(join(folder, 'tokens'));
    writeFileSync(
      conf,
      `directories.tokendir = ${join(folder, 'tokens')}\nobjectstore.backend = file\nlog.level = ERROR\n`,
    );
    const environment = { ...process.env, SOFTHSM2_CONF: conf };
    const run = (command: string, args: readonly string[]): string => {
      const { status, stdout, stderr } = spawnSync(command, args, { env: environment, encoding: 'utf8' });
      if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stdout}${stderr}`);
      return stdout;
    };
    const tool = (token: string, args: readonly string[]): string =>
      run('pkcs11-tool', ['--module', SOFT_HSM_MODULE ?? '', '--token-label', token, '--login', '--pin', PIN, ...args]);
    return use({
      folder,
      environment,
      createToken: (label) =>
        void run('softhsm2-util', ['--init-token', '--free', '--label', label, '--so-pin', SO_PIN, '--pin', PIN]),
      createKey: (token, { label, id = '01', type = 'EC:prime256v1', options = ['--usage-sign'] }) =>
        void tool(token, ['--keypairgen', '--key-type', type, '--label', label, '--id', id, ...options]),
      tool,
    });
  });
