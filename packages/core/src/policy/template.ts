// SPDX-License-Identifier: Apache-2.0
import { POLICY_API_VERSION } from './types.js';

/** What a first policy is made of. */
export interface PolicyTemplateOptions {
  /** name of the policy; default `production` */
  readonly name?: string;
  /** path of the public key, relative to where the policy will lie; default `keys/release.pub` */
  readonly keyFile?: string;
}

/** A first policy, as commented YAML: models signed with one key, no formats that run code. It lints without a fault. */
export function policyTemplate(options: PolicyTemplateOptions = {}): string {
  const { name = 'production', keyFile = 'keys/release.pub' } = options;
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

  trust:
    signers:
      # Each signer says exactly whom it means. Paths start at the folder of this file.
      release:
        key:
          file: ${JSON.stringify(keyFile)}
          # Last day on which the key counts:
          # notAfter: 2027-06-30

  requirements:
    # Holds the model to the bytes that were meant; write the lock with: mpk pin
    # identity:
    #   lock: model.lock

    # Who must have signed.
    signature:
      anyOf: [release]
      unsignedFiles: deny

    # Formats are recognised by content, not by name. Reading a pickle can run code.
    formats:
      deny: [pickle]
      allowUnknown: true

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
