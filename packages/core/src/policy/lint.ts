// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from '../json/canonical.js';
import { isDayOver } from './day.js';
import { child, quote } from '../schema/fault.js';
import { signerReferences } from './signer-references.js';
import type { FaultList } from '../schema/fault.js';
import type { ModelPolicy, ParsedPolicy } from './types.js';

/** Warns of what a valid policy most likely does not mean. */
export function lintPolicy({ document, notEnforced }: ParsedPolicy, faults: FaultList, now: Date): void {
  for (const pointer of notEnforced) {
    faults.warn(pointer, 'not enforced by this version: the verdict will be undecided', 'key');
  }
  lintUnused(document, faults);
  lintSigners(document, faults, now);
  lintSameSigners(document, faults);
  lintExceptions(document, faults, now);
  lintEmpty(document, faults);
}

function lintUnused({ spec, ...rest }: ModelPolicy, faults: FaultList): void {
  const used = new Set(signerReferences({ spec, ...rest }).map(({ name }) => name));
  const usedRoots = new Set<string>();
  for (const [name, signer] of Object.entries(spec.trust?.signers ?? {})) {
    if ('keyless' in signer) usedRoots.add(signer.keyless.root);
    if (!used.has(name))
      faults.warn(child('/spec/trust/signers', name), `no requirement names the signer ${quote(name)}`, 'key');
  }
  for (const name of Object.keys(spec.trust?.roots ?? {})) {
    if (!usedRoots.has(name))
      faults.warn(child('/spec/trust/roots', name), `no signer names the root ${quote(name)}`, 'key');
  }
}

/** What people write who expect a pattern to be one. */
const PATTERN_LIKE = /[*^$()|]|\[.*\]|\.\+/;

function lintSigners(policy: ModelPolicy, faults: FaultList, now: Date): void {
  for (const [name, signer] of Object.entries(policy.spec.trust?.signers ?? {})) {
    const pointer = child('/spec/trust/signers', name);
    if ('keyless' in signer) {
      for (const field of ['issuer', 'identity'] as const) {
        const message = `looks like a pattern, but the ${field} is compared exactly`;
        if (PATTERN_LIKE.test(signer.keyless[field])) faults.warn(`${pointer}/keyless/${field}`, message);
      }
    } else if ('key' in signer && signer.key.notAfter !== undefined && isDayOver(signer.key.notAfter, now)) {
      faults.warn(`${pointer}/key/notAfter`, `the key counted until ${signer.key.notAfter} only`);
    }
  }
}

/** Thresholds count identities and keys, so two names for one of them count once. */
function lintSameSigners({ spec }: ModelPolicy, faults: FaultList): void {
  const seen = new Map<string, string>();
  spec.requirements?.signature?.anyOf.forEach((name, i) => {
    const signers = spec.trust?.signers ?? {};
    // One that is not there has been reported as an error.
    if (!Object.hasOwn(signers, name)) return;
    const signer = canonicalJson(signers[name]);
    const same = seen.get(signer);
    const message = `${quote(name)} and ${quote(same)} are one signer and count once`;
    if (same !== undefined) faults.warn(`/spec/requirements/signature/anyOf/${i}`, message);
    seen.set(signer, name);
  });
}

function lintExceptions({ spec }: ModelPolicy, faults: FaultList, now: Date): void {
  spec.exceptions?.forEach(({ id, requirement, expires }, i) => {
    const pointer = `/spec/exceptions/${i}`;
    if (isDayOver(expires, now))
      faults.warn(`${pointer}/expires`, `the exception ${quote(id)} is over since ${expires}`);
    if (requirement !== undefined && !Object.hasOwn(spec.requirements ?? {}, requirement)) {
      faults.warn(`${pointer}/requirement`, `the policy has no requirement ${quote(requirement)} to waive`);
    }
  });
}

function lintEmpty({ spec }: ModelPolicy, faults: FaultList): void {
  const decides = (spec.rules ?? []).some((rule) => (rule.mode ?? 'enforce') === 'enforce');
  if (Object.keys(spec.requirements ?? {}).length === 0 && !decides) {
    faults.warn('/spec', 'the policy has no requirements: nothing can pass or fail', 'key');
  }
}
