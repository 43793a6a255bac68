// SPDX-License-Identifier: Apache-2.0
import { aboutRevocation, aboutRoot, aboutSigner } from './explain-trust.js';
import { aboutAttested, aboutVsa, type Entry } from './explain-attested.js';
import { daysLeft } from './day.js';
import { waivedBy } from './exceptions.js';
import { printable } from '../text/printable.js';
import { DEFAULT_FAIL_ON } from './types.js';
import type {
  EffectivePolicy,
  AuditRequirement,
  BomRequirement,
  FormatsRequirement,
  InspectionRequirement,
  LicensesRequirement,
  MetadataRequirement,
  ModelPolicy,
  PolicyException,
  PolicyMatch,
  PolicyMode,
  PolicyRule,
  SignatureRequirement,
} from './types.js';

/**
 * Says in plain words what a policy asks, of whom, and what follows; several lines of text, without a line feed at the end.
 *
 * Texts of the policy are shown without control characters, so that it is safe to print.
 *
 * @param now - what days left are counted from
 */
export function explainPolicy(effective: EffectivePolicy, now: Date = new Date()): string {
  const { document, notEnforced, digest } = effective;
  const { metadata, spec } = document;
  const title = `${document.kind} ${metadata.name}${metadata.version === undefined ? '' : ` ${metadata.version}`}`;
  const head = [title, metadata.description, digest].filter((line) => line !== undefined).map(oneLine);
  const sections = [
    head.join('\n'),
    section('Speaks of', spec.match?.map((match) => [aboutMatch(match, effective.folder)]) ?? [['every model']]),
    section('Requires', requirements(effective)),
    section('Trusts the roots', Object.entries(spec.trust?.roots ?? {}).map(aboutRoot)),
    section('Trusts no longer', spec.trust?.revoked?.map(aboutRevocation)),
    section('Accepts in place of all that, where it is asked for', spec.vsa && [aboutVsa(spec.vsa)]),
    section('Rules', spec.rules?.map(aboutRule)),
    section(
      'Exceptions',
      spec.exceptions?.map((exception) => aboutException(exception, now)),
    ),
    section(
      'Not enforced by this version, so every verdict is undecided',
      notEnforced.map((pointer) => [pointer]),
    ),
    `If something is not met: ${AFTER_REFUSAL[spec.mode ?? 'enforce']}.`,
  ];
  return sections.filter((text) => text !== '').join('\n\n');
}

const oneLine = (text: string): string => printable(text.replaceAll(/\s+/gu, ' ').trim());

const AFTER_REFUSAL: Readonly<Record<PolicyMode, string>> = {
  enforce: 'the verdict is fail and the pipeline stops',
  warn: 'the verdict is fail, a warning is shown, and the pipeline goes on',
  audit: 'the verdict is fail, it is recorded, and the pipeline goes on',
};

function section(title: string, entries: readonly Entry[] = []): string {
  if (entries.length === 0) return '';
  const lines = entries.flatMap(([first, ...rest]) => [
    `  - ${oneLine(first)}`,
    ...rest.map((r) => `    ${oneLine(r)}`),
  ]);
  return [`${title}:`, ...lines].join('\n');
}

function aboutMatch(match: PolicyMatch, folder: string | undefined): string {
  if ('uri' in match) return `models whose URI matches ${match.uri}`;
  const from = match.path.startsWith('/') ? '' : ` below ${folder ?? 'a folder that is not known, so none'}`;
  return `models whose path matches ${match.path}${from}`;
}

function requirements({ document, references }: EffectivePolicy): readonly Entry[] {
  const { identity, signature, files, formats, inspection } = document.spec.requirements ?? {};
  const { audit, licenses, metadata, bom } = document.spec.requirements ?? {};
  const lines: Entry[] = [];
  if (identity?.lock !== undefined) {
    const sha256 = references.get(identity.lock)?.sha256 ?? 'not read';
    lines.push([`identity: exactly the files in ${identity.lock} (sha256 ${sha256})`]);
  }
  if (identity?.digest !== undefined) lines.push([`identity: the model with the manifest digest ${identity.digest}`]);
  if (signature) lines.push(...aboutSignature(signature, document));
  if (files?.require) lines.push([`files: at least one for each of ${files.require.join(', ')}`]);
  if (files?.deny) lines.push([`files: none that match ${files.deny.join(', ')}`]);
  if (formats) lines.push([`formats: ${aboutFormats(formats)}`]);
  if (inspection) lines.push(aboutInspection(inspection));
  if (audit) lines.push(aboutAudit(audit));
  if (licenses) lines.push([`licenses: ${aboutLicenses(licenses)}`]);
  if (metadata) lines.push([`metadata: known ${metadata.require.map((name) => aboutFact(name, metadata)).join(', ')}`]);
  if (bom) lines.push([`bom: ${aboutBom(bom)}`]);
  lines.push(...aboutAttested(document.spec.requirements ?? {}));
  return lines;
}

const UNSIGNED = {
  deny: 'files that no signature covers are refused',
  'allow-ignored': 'files that the signer left out on purpose may be there',
  allow: 'files that no signature covers may be there',
} as const;

function aboutSignature(signature: SignatureRequirement, { spec }: ModelPolicy): readonly Entry[] {
  const { anyOf, threshold = 1, unsignedFiles = 'deny', hashes } = signature;
  const signers = anyOf.map((name) => `${name}: ${aboutSigner(spec.trust?.signers?.[name])}`);
  const who = anyOf.length === 1 ? 'signed by' : `signed by at least ${threshold} of`;
  const over: Entry[] = hashes === undefined ? [] : [[`signature: over digests of ${hashes.join(' or ')}`]];
  return [[`signature: ${who}`, ...signers], [`signature: ${UNSIGNED[unsignedFiles]}`], ...over];
}

function aboutFormats({ allow, deny, allowUnknown = false }: FormatsRequirement): string {
  const parts = [
    allow && `only ${allow.join(', ')}`,
    deny && `no ${deny.join(', no ')}`,
    allowUnknown ? 'files of unknown format may be there' : 'no files of unknown format',
  ];
  return parts.filter((part) => part !== undefined).join('; ');
}

function aboutInspection({
  failOn = DEFAULT_FAIL_ON,
  inconclusive = 'deny',
  checks = {},
}: InspectionRequirement): Entry {
  const broken = inconclusive === 'deny' ? 'makes the verdict undecided' : 'does not matter';
  const changed = Object.entries(checks).map(([id, severity]) => `${id}: ${severity}`);
  return [
    `inspection: no finding of severity ${failOn} or worse; what could not be looked into ${broken}`,
    ...(changed.length === 0 ? [] : [`with ${changed.join(', ')}`]),
  ];
}

function aboutAudit({ failOn = DEFAULT_FAIL_ON, rules = {} }: AuditRequirement): Entry {
  const changed = Object.entries(rules).map(([id, severity]) => `${id}: ${severity}`);
  return [
    `audit: no contradiction or gap of severity ${failOn} or worse`,
    ...(changed.length === 0 ? [] : [`with ${changed.join(', ')}`]),
  ];
}

function aboutLicenses({ allow, deny, unknown = 'deny' }: LicensesRequirement): string {
  const parts = [
    allow && `only ${allow.join(', ')}`,
    deny && `not ${deny.join(', not ')}`,
    unknown === 'deny' ? 'a model without a known licence is refused' : 'a model without a known licence may go on',
  ];
  return parts.filter((part) => part !== undefined).join('; ');
}

const aboutBom = ({ profile, minimum = 0, substantiated = 0 }: BomRequirement): string =>
  `${100 * minimum} % of ${profile} is there, ${100 * substantiated} % of it is backed by a source`;

function aboutFact(name: string, { methods = {} }: MetadataRequirement): string {
  const own = Object.hasOwn(methods, name) ? methods[name] : undefined;
  return own === undefined ? name : `${name} (${own.join(' or ')})`;
}

function aboutRule({ id, cel, message, mode = 'enforce' }: PolicyRule): Entry {
  const advisory = mode === 'enforce' ? '' : ` (${mode}: never changes the verdict)`;
  return [`${id}${advisory}: ${cel}`, `else: ${message}`];
}

function aboutException(exception: PolicyException, now: Date): Entry {
  const { id, match, reason, approvedBy, expires } = exception;
  const left = daysLeft(expires, now);
  const state = left === 0 ? 'over, waives nothing' : `${left} ${left === 1 ? 'day' : 'days'} left`;
  const approval = approvedBy === undefined ? '' : `, approved by ${approvedBy} (not proven)`;
  return [
    `${id} waives ${waivedBy(exception)} for ${match.digest} until ${expires} (${state})`,
    `because: ${reason}${approval}`,
  ];
}
