// SPDX-License-Identifier: Apache-2.0
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { MpkError, showName, writeFileAtomic } from '@mpk/core';
import { BaseCommand } from '../../base-command.js';
import { policyFlags, policySource } from '../../policy-flags.js';
import { jobsFlag, readingOptions } from '../../reading-flags.js';
import { requirementFlags } from '../../requirement-flags.js';
import { statedFlags, statedIdentity } from '../../stated-flags.js';

const FORMATS = ['cyclonedx-json', 'cyclonedx-xml', 'spdx-json', 'markdown', 'html'] as const;
const SPECS = ['1.5', '1.6', '1.7'] as const;

export default class Bom extends BaseCommand {
  static override summary = 'Write down what a model is made of: an AI-BOM, as CycloneDX, SPDX, Markdown or a page.';
  static override description = `Digests of all files, facts measured from the bytes, and what the files state of licence, parents, data and use, each with the
file and key that it comes from. With a policy or a key, signed provenance adds parents, data, images and packages as attested. Unknown is written as unknown, and files that disagree are both there. Nothing is fetched.
The bytes are the same for the same model: SOURCE_DATE_EPOCH gives the time.

Exit status: 0 written, 20 bad input, 2 wrong usage. How complete a BOM is: mpk bom score; sign it: mpk attest --type bom.`;
  static override usage = 'bom MODEL [-o FILE] [--format FORMAT] [--spec VERSION]';
  static override examples = [
    '<%= config.bin %> bom ./model -o bom.json',
    '<%= config.bin %> bom ./model --format html -o bom.html',
    '<%= config.bin %> bom hf://org/name@revision --format spdx-json',
    '<%= config.bin %> bom ./model --name acme-chat --model-version 1.2 --supplier "ACME AI" -o bom.json',
    '<%= config.bin %> bom ./model --policy policy.yaml --attestations ./attestations -o bom.json',
  ];
  static override args = {
    model: Args.string({ required: true, description: 'path of a folder or file, or hf://org/name@revision' }),
  };
  static override flags = {
    format: Flags.string({ options: [...FORMATS], default: 'cyclonedx-json', description: 'what is written' }),
    spec: Flags.string({ options: [...SPECS], description: 'version of CycloneDX; default: 1.7' }),
    output: Flags.string({ char: 'o', description: 'file to write; default: standard output', helpValue: 'FILE' }),
    force: Flags.boolean({ description: 'replace a file that is there', default: false }),
    ...policyFlags,
    key: requirementFlags.key,
    attestations: Flags.string({
      multiple: true,
      description: 'folders or files with signed provenance of the model; MODEL goes before it, or after --',
      helpValue: 'PATH',
    }),
    uri: Flags.string({ description: 'name that the model goes by, such as hf://org/name@commit', helpValue: 'URI' }),
    ...statedFlags,
    ...jobsFlag,
  };

  async run(): Promise<BomSummary> {
    const { args, flags } = await this.parse(Bom);
    if (flags.spec !== undefined && flags.format === 'spdx-json')
      throw new MpkError('USAGE', '--spec is a version of CycloneDX, and SPDX is written as 3.0.1', {
        hint: 'leave out --spec, or write --format cyclonedx-json',
      });
    const { assertOutputs, createModelBom } = await import('@mpk/kit/bom');
    const paths = flags.output === undefined ? [] : [flags.output];
    assertOutputs({ model: args.model, paths, overwrite: flags.force, env: process.env });
    const adHoc = flags.key === undefined ? {} : { keyPath: flags.key };
    const { text, ...summary } = await createModelBom({
      ...readingOptions(flags, { quiet: this.jsonEnabled(), signal: this.interruptSignal() }),
      env: process.env,
      model: args.model,
      uri: flags.uri,
      stated: statedIdentity(flags),
      authors: flags['bom-author'],
      attestationPaths: flags.attestations,
      ...adHoc,
      ...policySource(flags, adHoc),
      format: FORMATS.find((format) => format === flags.format),
      spec: SPECS.find((spec) => spec === flags.spec),
    });
    if (flags.output === undefined) {
      if (!this.jsonEnabled()) process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
      return { ...summary, text };
    }
    writeFileAtomic(flags.output, text);
    this.log(
      `wrote    ${showName(flags.output)} (${summary.format}, ${summary.claims} facts of ${summary.files} files)`,
    );
    this.log(`model    ${summary.manifestDigest}`);
    return { ...summary, output: flags.output };
  }
}

interface BomSummary {
  readonly format: string;
  readonly manifestDigest: string;
  readonly claims: number;
  readonly files: number;
  /** the document, where it was not written to a file */
  readonly text?: string;
  readonly output?: string;
}
