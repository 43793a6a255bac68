// SPDX-License-Identifier: Apache-2.0
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { MpkError } from '@mpk/core';
import type { AttestOutcome, AttestationType } from '@mpk/kit/attest';
import { BaseCommand } from '../base-command.js';
import { jobsFlag, readingOptions } from '../reading-flags.js';
import { signingFlags, signingMethod } from '../signing-flags.js';

const TYPES = [
  'training',
  'dataset',
  'evaluation',
  'scan',
  'bom',
  'vsa',
  'custom',
] as const satisfies AttestationType[];

export default class Attest extends BaseCommand {
  static override summary =
    'Sign a statement about a model or dataset: how it was made, tested, or what it is made of.';
  static override description = `Writes an in-toto statement whose subjects are the manifest digest, the OMS root digest and the SHA-256 of every
weight file, so that tools which know single files find it too. The predicate is checked against its schema.

    training     SLSA provenance
    dataset      SLSA provenance, or a reference to a data card
    evaluation   test-result, or a reference
    scan         what mpk inspect sees (without --predicate), test-result, or a reference to a report
    bom          what mpk bom writes (without --predicate), CycloneDX, SPDX, or a reference: it must be of these files, and what they contradict is not signed
    vsa          SLSA verification summary
    custom       any predicate, with --predicate-type

Without --output the statement is added to the claims beside the model (claims.jsonl, one bundle a line).`;
  static override usage = 'attest MODEL --type TYPE [--predicate FILE] (--key FILE | --keyless ...) [-o FILE]';
  static override examples = [
    '<%= config.bin %> attest ./model --type evaluation --predicate results.json --key ci.key',
    '<%= config.bin %> attest ./model --type scan --key ci.key',
    '<%= config.bin %> attest ./model --type bom --key release.key',
    '<%= config.bin %> attest ./model --type bom --predicate bom.cdx.json --key release.key -o bom.sigstore.json',
    '<%= config.bin %> attest ./model --type custom --predicate-type https://acme.example/review/v1 --predicate review.json --key legal.key',
  ];
  static override args = {
    model: Args.string({ required: true, description: 'path of a folder or file, or hf://org/name@revision' }),
  };
  static override flags = {
    type: Flags.string({ required: true, options: [...TYPES], description: 'what the statement says' }),
    predicate: Flags.string({
      description: 'predicate (JSON); without one, a scan or a BOM is made of the model',
      helpValue: 'FILE',
    }),
    'predicate-type': Flags.string({ description: 'predicate type of a custom predicate', helpValue: 'URI' }),
    ...signingFlags,
    output: Flags.string({ char: 'o', description: 'bundle to write, a file of its own', helpValue: 'FILE' }),
    'ignore-path': Flags.string({ multiple: true, description: 'name to leave out, with everything below it' }),
    force: Flags.boolean({ description: 'replace a file that is there', default: false }),
    ...jobsFlag,
  };

  async run(): Promise<AttestOutcome> {
    const { args, flags } = await this.parse(Attest);
    const type = TYPES.find((one) => one === flags.type);
    if (type === undefined) throw new MpkError('USAGE', 'there is no such type of attestation');
    const { attestModel } = await import('@mpk/kit/attest');
    const outcome = await attestModel({
      ...readingOptions(flags, { quiet: this.jsonEnabled(), signal: this.interruptSignal() }),
      model: args.model,
      type,
      predicatePath: flags.predicate,
      predicateType: flags['predicate-type'],
      method: await signingMethod(flags, (line) => this.logToStderr(line)),
      onNote: (line) => this.logToStderr(line),
      outputPath: flags.output,
      overwrite: flags.force,
      ignorePaths: flags['ignore-path'],
    });
    this.log(`attested ${outcome.predicateType}`);
    if (outcome.scan !== undefined) this.log(`scan     ${outcome.scan}`);
    this.log(`model    ${outcome.manifestDigest}`);
    this.log(`bundle   ${outcome.bundlePath}`);
    return outcome;
  }
}
