// SPDX-License-Identifier: Apache-2.0
import { POLICY_API_VERSION } from './types.js';

/** What a first policy is made of. */
export interface PolicyTemplateOptions {
  /** name of the policy; default `production` */
  readonly name?: string;
  /** path of the public key, relative to where the policy will lie; default `keys/release.pub` unless there is a lock */
  readonly keyFile?: string;
  /** path of the lock, relative to where the policy will lie; without one the policy asks for none */
  readonly lockFile?: string;
}

/** A first policy, as commented YAML: models signed with one key or pinned by a lock, no pickles, nothing found in the files. It lints without a fault. */
export function policyTemplate(options: PolicyTemplateOptions = {}): string {
  const { name = 'production', lockFile } = options;
  const keyFile = options.keyFile ?? (lockFile === undefined ? 'keys/release.pub' : undefined);
  return `# Decides whether a model may go on. Check it with: mpk policy lint
apiVersion: ${POLICY_API_VERSION}
kind: ModelPolicy
metadata:
  name: ${JSON.stringify(name)}
  version: "1"
spec:
  # enforce stops the pipeline; warn and audit only report. The verdict is the true one in every mode.
  mode: enforce

  # Which models this policy speaks of. Without it: every model.
  # match:
  #   - uri: hf://acme/*
  #   - path: models/**
${keyFile === undefined ? '' : trustOf(keyFile)}
  requirements:
${identityOf(lockFile)}${keyFile === undefined ? '' : SIGNATURE}
    # Formats are recognised by content, not by name. Reading a pickle can run code.
    formats:
      deny: [pickle]
      allowUnknown: false
    # What is in the files, see: mpk inspect --list. What could not be looked into is no pass.
    inspection:
      failOn: high
      inconclusive: deny

  # What the requirements above do not say, in CEL. Only literal true passes.
  # rules:
  #   - id: size
  #     cel: model.sizeBytes < 40000000000
  #     message: too large for the serving nodes

  # Waives one requirement or rule for one model until a day; never signature or identity.
  # exceptions:
  #   - id: EX-1
  #     requirement: formats
  #     match: {digest: "sha256:<manifest digest of the model>"}
  #     reason: until the export to safetensors is done
  #     expires: 2026-12-31
`;
}

const trustOf = (keyFile: string): string => `
  trust:
    signers:
      # Each signer says exactly whom it means. Paths start at the folder of this file.
      release:
        key:
          file: ${JSON.stringify(keyFile)}
          # Last day on which the key counts:
          # notAfter: 2027-06-30
`;

const identityOf = (
  lockFile: string | undefined,
): string => `    # Holds the model to the bytes that were meant; write the lock with: mpk pin
${
  lockFile === undefined
    ? `    # identity:
    #   lock: model.lock
`
    : `    identity:
      lock: ${JSON.stringify(lockFile)}
`
}`;

const SIGNATURE = `
    # Who must have signed.
    signature:
      anyOf: [release]
      unsignedFiles: deny
`;
