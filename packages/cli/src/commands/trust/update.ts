// SPDX-License-Identifier: Apache-2.0
import * as Flags from '@oclif/core/flags';
import { MpkError, printable } from '@mpk/core';
import type { UpdatedRepository, UpdateTrustOptions } from '@mpk/kit/trust';
import { BaseCommand } from '../../base-command.js';

export default class TrustUpdate extends BaseCommand {
  static override summary = 'Fetch what TUF repositories say, and keep it for verification without network.';
  static override description = `Asks the repositories that a policy names under spec.trust.roots.NAME.tuf, or one by its address. All signatures are
verified from the first root on, and nothing goes back behind what was known. It is kept in $MPK_TRUST_CACHE, else
$XDG_CACHE_HOME/mpk/trust. This is the only command of verification that uses the network.`;
  static override usage = 'trust update (--policy FILE | --tuf-url URL [--tuf-root FILE] | --public-good)';
  static override examples = [
    '<%= config.bin %> trust update --policy policy.yaml',
    '<%= config.bin %> trust update --tuf-url https://tuf.corp.example --tuf-root root.json',
    '<%= config.bin %> trust update --public-good',
  ];
  static override flags = {
    policy: Flags.string({ char: 'p', description: 'policy that names them', helpValue: 'FILE' }),
    'tuf-url': Flags.string({ description: 'the repository; else SIGSTORE_TUF_URL', helpValue: 'URL' }),
    'tuf-root': Flags.string({
      description: 'its root.json, trusted already; else SIGSTORE_TUF_ROOT',
      helpValue: 'FILE',
    }),
    'public-good': Flags.boolean({ description: 'the repository of the public Sigstore', default: false }),
  };

  async run(): Promise<readonly UpdatedRepository[]> {
    const { flags } = await this.parse(TrustUpdate);
    const { updateTrustOf, PUBLIC_TUF_URL } = await import('@mpk/kit/trust');
    const updated = await updateTrustOf({
      ...which(flags, PUBLIC_TUF_URL),
      env: process.env,
      signal: this.interruptSignal(),
    });
    for (const { url, rootVersion, expiresOn } of updated) {
      this.log(`${printable(url)}: root ${rootVersion}, good until ${expiresOn}`);
    }
    return updated;
  }
}

interface UpdateFlags {
  readonly policy?: string | undefined;
  readonly 'tuf-url'?: string | undefined;
  readonly 'tuf-root'?: string | undefined;
  readonly 'public-good': boolean;
}

type Which = { policyPath: string } | { url: string; rootPath?: string };

function which(flags: UpdateFlags, publicUrl: string): Which & Partial<UpdateTrustOptions> {
  const { policy, 'tuf-url': typed } = flags;
  const given = [policy, typed, flags['public-good'] || undefined].filter((one) => one !== undefined);
  if (given.length > 1) throw new MpkError('USAGE', 'give one of --policy, --tuf-url and --public-good');
  if (policy !== undefined) return { policyPath: policy };
  if (flags['public-good']) return { url: publicUrl };
  const url = typed ?? (process.env['SIGSTORE_TUF_URL'] || undefined);
  if (url === undefined) {
    throw new MpkError('USAGE', 'nothing says which repository', { hint: 'give --policy, --tuf-url or --public-good' });
  }
  const rootPath = flags['tuf-root'] ?? (process.env['SIGSTORE_TUF_ROOT'] || undefined);
  return { url, ...(rootPath !== undefined && { rootPath }) };
}
