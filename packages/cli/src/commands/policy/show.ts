// SPDX-License-Identifier: Apache-2.0
import * as Args from '@oclif/core/args';
import { canonicalJson, type ModelPolicy } from '@mpk/core';
import { BaseCommand } from '../../base-command.js';

/** What `mpk policy show --json` prints. */
interface ShownPolicy {
  readonly digest: string;
  readonly document: ModelPolicy;
  readonly references: readonly { readonly path: string; readonly sha256: string }[];
  readonly notEnforced: readonly string[];
}

export default class PolicyShow extends BaseCommand {
  static override summary =
    'Show the effective policy: the document, the files that it refers to, and the digest of all of it.';
  static override examples = ['<%= config.bin %> policy show policy.yaml'];
  static override args = { policy: Args.string({ required: true, description: 'policy document' }) };

  async run(): Promise<ShownPolicy> {
    const { args } = await this.parse(PolicyShow);
    const { loadPolicy } = await import('@mpk/kit/policy');
    const { digest, document, references, notEnforced } = await loadPolicy({ path: args.policy });
    const files = [...references.values()].map(({ path, sha256 }) => ({ path, sha256 }));
    this.log(`digest ${digest}`);
    for (const { path, sha256 } of files) this.log(`refers to ${path} sha256:${sha256}`);
    for (const pointer of notEnforced) this.log(`not enforced by this version: ${pointer}`);
    this.log(JSON.stringify(JSON.parse(canonicalJson(document)), null, 2));
    return { digest, document, references: files, notEnforced };
  }
}
