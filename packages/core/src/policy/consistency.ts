// SPDX-License-Identifier: Apache-2.0
import { child, quote } from '../schema/fault.js';
import { DEFAULTED_SIGNERS, rootReferences, signerReferences } from './signer-references.js';
import { suggestion } from '../text/suggestion.js';
import type { FaultList } from '../schema/fault.js';
import type { FileOrInline, ModelPolicy } from './types.js';

/** Reports what a schema cannot say: names that must exist, counts that must fit, ids that must differ. */
export function checkConsistency(policy: ModelPolicy, faults: FaultList): void {
  const { spec } = policy;
  checkTrust(policy, faults);
  for (const { name, pointer } of signerReferences(policy)) {
    checkName(name, { pointer, where: 'spec.trust.signers', names: namesOf(spec.trust?.signers) }, faults);
  }
  checkThresholds(policy, faults);
  checkDefaultSigners(policy, faults);
  checkIds(spec.rules ?? [], '/spec/rules', faults);
  checkIds(spec.exceptions ?? [], '/spec/exceptions', faults);
  checkIds(spec.requirements?.attestations ?? [], '/spec/requirements/attestations', faults);
  checkExceptions(policy, faults);
  checkInputLists(policy, faults);
}

/** Inputs go by URIs and digests, all of which have a colon. */
function checkInputLists({ spec: { requirements = {} } }: ModelPolicy, faults: FaultList): void {
  for (const id of ['baseModels', 'datasets'] as const) {
    for (const list of ['allow', 'deny'] as const) {
      (requirements[id]?.[list] ?? []).forEach((glob, i) => {
        if (glob.includes(':') || glob.startsWith('*')) return;
        const expected =
          'expected a glob of URIs or digests, such as hf://acme/*, pkg:huggingface/acme/* or sha256:...';
        faults.error(`/spec/requirements/${id}/${list}/${i}`, `${quote(glob)} matches nothing: ${expected}`);
      });
    }
  }
}

const namesOf = (named: object | undefined): readonly string[] => Object.keys(named ?? {});

function checkTrust({ spec }: ModelPolicy, faults: FaultList): void {
  const { roots, timestampAuthorities, signers = {} } = spec.trust ?? {};
  for (const { name, pointer } of rootReferences({ roots, timestampAuthorities, signers })) {
    checkName(name, { pointer, where: 'spec.trust.roots', names: namesOf(roots) }, faults);
  }
  for (const [name, signer] of Object.entries(signers)) {
    const pointer = child('/spec/trust/signers', name);
    if ('keyless' in signer) continue;
    const [kind, part] =
      'key' in signer ? (['key', signer.key] as const) : (['certificate', signer.certificate] as const);
    part.timestamps?.from.forEach((authority, i) => {
      const at = `${pointer}/${kind}/timestamps/from/${i}`;
      const names = namesOf(timestampAuthorities);
      checkName(authority, { pointer: at, where: 'spec.trust.timestampAuthorities', names }, faults);
    });
    refusePrivateKey('ca' in part ? part.ca : part, `${pointer}/${kind}${'ca' in part ? '/ca' : ''}`, faults);
  }
  for (const [name, authority] of Object.entries(timestampAuthorities ?? {})) {
    if (!('ca' in authority)) continue;
    refusePrivateKey(authority.ca, `${child('/spec/trust/timestampAuthorities', name)}/ca`, faults);
  }
}

/** The text is not quoted: it is the secret. */
function refusePrivateKey(source: FileOrInline, pointer: string, faults: FaultList): void {
  if ('inline' in source && source.inline.includes('PRIVATE KEY')) {
    faults.error(`${pointer}/inline`, 'found a private key, expected public material only; consider this key lost');
  }
}

function checkThresholds({ spec }: ModelPolicy, faults: FaultList): void {
  const { signature, attestations = [] } = spec.requirements ?? {};
  const { anyOf = [], threshold } = signature ?? {};
  checkThreshold(threshold, anyOf, { pointer: '/spec/requirements/signature', list: 'anyOf' }, faults);
  attestations.forEach(({ signedBy, threshold: needed }, i) => {
    checkThreshold(needed, signedBy, { pointer: `/spec/requirements/attestations/${i}`, list: 'signedBy' }, faults);
  });
}

function checkThreshold(
  threshold: number | undefined,
  names: readonly string[],
  { pointer, list }: { readonly pointer: string; readonly list: string },
  faults: FaultList,
): void {
  if (threshold === undefined || names.length === 0 || threshold <= names.length) return;
  const message = `found ${threshold}, expected at most ${names.length}, the number of signers in ${list}`;
  faults.error(`${pointer}/threshold`, message);
}

/** Nobody would be asked to have signed. */
function checkDefaultSigners({ spec }: ModelPolicy, faults: FaultList): void {
  const { requirements = {} } = spec;
  if (requirements.signature !== undefined) return;
  for (const id of DEFAULTED_SIGNERS) {
    if (requirements[id] === undefined || requirements[id].signedBy !== undefined) continue;
    const message = 'found no signedBy, which is required where the policy has no requirement for the signature';
    faults.error(`/spec/requirements/${id}`, message, 'key');
  }
}

function checkName(
  name: string,
  known: { readonly pointer: string; readonly where: string; readonly names: readonly string[] },
  faults: FaultList,
): void {
  if (known.names.includes(name)) return;
  const message = `found ${quote(name)}, expected a name under ${known.where}${suggestion(name, known.names)}`;
  faults.error(known.pointer, message);
}

function checkIds(entries: readonly { readonly id: string }[], pointer: string, faults: FaultList): void {
  const seen = new Set<string>();
  entries.forEach(({ id }, i) => {
    if (seen.has(id)) faults.error(`${pointer}/${i}/id`, `found the id ${quote(id)} a second time`);
    seen.add(id);
  });
}

function checkExceptions({ spec }: ModelPolicy, faults: FaultList): void {
  const rules = (spec.rules ?? []).map(({ id }) => id);
  const attestations = (spec.requirements?.attestations ?? []).map(({ id }) => id);
  spec.exceptions?.forEach(({ rule, attestation }, i) => {
    const pointer = `/spec/exceptions/${i}`;
    if (rule !== undefined) {
      checkName(rule, { pointer: `${pointer}/rule`, where: 'spec.rules', names: rules }, faults);
    } else if (attestation !== undefined) {
      const where = 'spec.requirements.attestations';
      checkName(attestation, { pointer: `${pointer}/attestation`, where, names: attestations }, faults);
    }
  });
}
