// SPDX-License-Identifier: Apache-2.0
import { child, quote } from '../schema/fault.js';
import { attestationIds, signerReferences } from './later.js';
import { suggestion } from '../text/suggestion.js';
import type { FaultList } from '../schema/fault.js';
import type { FileOrInline, ModelPolicy, PolicySigner } from './types.js';

/** Reports what a schema cannot say: names that must exist, counts that must fit, ids that must differ. */
export function checkConsistency(policy: ModelPolicy, faults: FaultList): void {
  const { spec } = policy;
  const names = { roots: namesOf(spec.trust?.roots), signers: namesOf(spec.trust?.signers) };
  for (const [name, signer] of Object.entries(spec.trust?.signers ?? {})) {
    checkSigner(child('/spec/trust/signers', name), signer, names.roots, faults);
  }
  for (const { name, pointer } of signerReferences(policy)) {
    checkName(name, { pointer, where: 'spec.trust.signers', names: names.signers }, faults);
  }
  checkThreshold(policy, faults);
  checkIds(spec.rules ?? [], '/spec/rules', faults);
  checkIds(spec.exceptions ?? [], '/spec/exceptions', faults);
  checkIds(attestationIds(policy), '/spec/requirements/attestations', faults);
  checkExceptions(policy, faults);
}

const namesOf = (named: object | undefined): readonly string[] => Object.keys(named ?? {});

function checkSigner(pointer: string, signer: PolicySigner, roots: readonly string[], faults: FaultList): void {
  if ('keyless' in signer) {
    const known = { pointer: `${pointer}/keyless/root`, where: 'spec.trust.roots', names: roots };
    checkName(signer.keyless.root, known, faults);
  } else if ('key' in signer) {
    refusePrivateKey(signer.key, `${pointer}/key`, faults);
  } else {
    refusePrivateKey(signer.certificate.ca, `${pointer}/certificate/ca`, faults);
  }
}

/** The text is not quoted: it is the secret. */
function refusePrivateKey(source: FileOrInline, pointer: string, faults: FaultList): void {
  if ('inline' in source && source.inline.includes('PRIVATE KEY')) {
    faults.error(`${pointer}/inline`, 'found a private key, expected public material only; consider this key lost');
  }
}

function checkThreshold(policy: ModelPolicy, faults: FaultList): void {
  const { anyOf = [], threshold = 1 } = policy.spec.requirements?.signature ?? {};
  if (anyOf.length === 0 || threshold <= anyOf.length) return;
  const message = `found ${threshold}, expected at most ${anyOf.length}, the number of signers in anyOf`;
  faults.error('/spec/requirements/signature/threshold', message);
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

function checkExceptions(policy: ModelPolicy, faults: FaultList): void {
  const names = (policy.spec.rules ?? []).map((rule) => rule.id);
  policy.spec.exceptions?.forEach(({ rule }, i) => {
    if (rule === undefined) return;
    checkName(rule, { pointer: `/spec/exceptions/${i}/rule`, where: 'spec.rules', names }, faults);
  });
}
