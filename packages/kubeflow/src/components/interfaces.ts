// SPDX-License-Identifier: Apache-2.0

/** Types as component files write them; the first four are artifacts, the rest parameters. */
export type ValueType = 'Model' | 'Dataset' | 'Artifact' | 'HTML' | 'String' | 'Boolean' | 'Integer' | 'List';

export interface InputRow {
  readonly name: string;
  readonly type: ValueType;
  readonly description: string;
  /** of a parameter; every parameter has one */
  readonly default?: string;
  /** of an artifact */
  readonly optional?: true;
}

export interface OutputRow {
  readonly name: string;
  readonly type: ValueType;
  readonly description: string;
}

/** What one component takes and gives. Names are those that the kubeflow dialect of `mpk-step` reads and writes. */
export interface ComponentInterface {
  readonly name: string;
  readonly verb: 'verify' | 'sign' | 'record' | 'gate';
  readonly description: string;
  readonly inputs: readonly InputRow[];
  readonly outputs: readonly OutputRow[];
}

const MODEL: InputRow = { name: 'model', type: 'Model', description: 'The model: a folder or a single file.' };
const DIGEST: OutputRow = {
  name: 'digest',
  type: 'String',
  description: 'Manifest digest: what the model is known by.',
};

export const VERIFY: ComponentInterface = {
  name: 'mpk-verify',
  verb: 'verify',
  description: 'May this model go on? Checks signatures, identity and contents under one policy.',
  inputs: [
    MODEL,
    {
      name: 'signature',
      type: 'Artifact',
      optional: true,
      description: 'Its signature bundle, where it is not model.sig inside.',
    },
    {
      name: 'attestations',
      type: 'Artifact',
      optional: true,
      description: 'Attestations about it and what it was made from, besides those in claims.jsonl inside.',
    },
    {
      name: 'policy',
      type: 'Artifact',
      optional: true,
      description: 'The policy; taken only where its digest is pinned outside the pipeline.',
    },
    {
      name: 'policy_text',
      type: 'String',
      default: '',
      description: 'The policy in place; taken only where its digest is pinned outside the pipeline.',
    },
    {
      name: 'policy_path',
      type: 'String',
      default: '',
      description: 'A mounted policy under /policy; by default /policy/policy.yaml.',
    },
    {
      name: 'policy_configmap',
      type: 'String',
      default: '',
      description: 'namespace/name[/key] of a ConfigMap, read through the Kubernetes API.',
    },
    {
      name: 'on_failure',
      type: 'String',
      default: 'fail',
      description: 'fail: exit with the verdict. report: exit 0 and keep the report; something else must gate.',
    },
    {
      name: 'hand_on',
      type: 'String',
      default: 'copy',
      description: 'copy: a verified copy becomes verified_model. none: nothing is handed on.',
    },
    {
      name: 'accept_vsa',
      type: 'String',
      default: '',
      description: 'true: a summary of an earlier pass may stand for the work, where the policy allows it.',
    },
  ],
  outputs: [
    { name: 'verdict', type: 'String', description: 'pass, fail or undecided.' },
    { name: 'passed', type: 'Boolean', description: 'Whether the verdict is pass.' },
    { name: 'code', type: 'String', description: 'Why: PASSED or the code of the first thing that was wrong.' },
    {
      name: 'mode',
      type: 'String',
      description: 'enforce, warn or audit: what the policy wants done with its verdict.',
    },
    DIGEST,
    { name: 'policy_digest', type: 'String', description: 'Digest of the effective policy.' },
    { name: 'report', type: 'HTML', description: 'The report for people.' },
    { name: 'result', type: 'Artifact', description: 'The result as JSON.' },
    { name: 'verified_model', type: 'Model', description: 'The bytes that were verified; only after a pass.' },
  ],
};

export const GATE: ComponentInterface = {
  name: 'mpk-gate',
  verb: 'gate',
  description: 'Fails unless the verdict is pass, or the mode of the policy stops nothing.',
  inputs: ['verdict', 'mode', 'code', 'digest'].map((name) => ({
    name,
    type: 'String',
    default: '',
    description: `The ${name} of mpk-verify.`,
  })),
  outputs: [
    { name: 'verdict', type: 'String', description: 'The verdict that was let through.' },
    { name: 'digest', type: 'String', description: 'Manifest digest of the model that was let through.' },
  ],
};

/** How to sign. */
const SIGNING: readonly InputRow[] = [
  { name: 'method', type: 'String', default: 'key', description: 'key, certificate or keyless.' },
  {
    name: 'key_path',
    type: 'String',
    default: '/signing/key.pem',
    description: 'Private key in a mounted Secret; its password comes from MPK_KEY_PASSWORD.',
  },
  {
    name: 'certificate_path',
    type: 'String',
    default: '',
    description: 'Certificate of the key, for the method certificate.',
  },
  {
    name: 'token_path',
    type: 'String',
    default: '',
    description: 'Identity token for keyless; by default a projected token for Sigstore, or one that is asked for.',
  },
  {
    name: 'audience',
    type: 'String',
    default: '',
    description: 'Audience that the token must be for; by default sigstore.',
  },
  {
    name: 'fulcio_url',
    type: 'String',
    default: '',
    description: 'For keyless; else SIGSTORE_FULCIO_URL, or a signing config.',
  },
  { name: 'rekor_url', type: 'String', default: '', description: 'For keyless; else SIGSTORE_REKOR_URL.' },
  { name: 'tsa_url', type: 'String', default: '', description: 'For keyless, optional; else SIGSTORE_TSA_URL.' },
];

export const SIGN: ComponentInterface = {
  name: 'mpk-sign',
  verb: 'sign',
  description: 'Signs a model: writes an OpenSSF Model Signing bundle.',
  inputs: [MODEL, ...SIGNING],
  outputs: [
    DIGEST,
    { name: 'oms_root_digest', type: 'String', description: 'The OMS root digest: the subject of the signature.' },
    { name: 'bundle_digest', type: 'String', description: 'SHA-256 of the bundle.' },
    { name: 'signature', type: 'Artifact', description: 'The bundle.' },
    { name: 'signed_model', type: 'Model', description: 'The signed files with the bundle as model.sig.' },
  ],
};

export const RECORD: ComponentInterface = {
  name: 'mpk-record',
  verb: 'record',
  description: 'Runs a training command, and signs what came out together with what went in.',
  inputs: [
    { name: 'command', type: 'List', description: 'The command and its arguments; it writes trained_model.' },
    { name: 'dataset', type: 'Dataset', optional: true, description: 'What is trained on.' },
    { name: 'evaluation_dataset', type: 'Dataset', optional: true, description: 'What is only measured with.' },
    { name: 'base_model', type: 'Model', optional: true, description: 'What is started from.' },
    {
      name: 'relation',
      type: 'String',
      default: '',
      description: 'How the model comes from base_model: finetune, adapter, quantized, merge or distill.',
    },
    { name: 'config', type: 'Artifact', optional: true, description: 'A configuration file; its digest is recorded.' },
    { name: 'metrics_path', type: 'String', default: '', description: 'A file that the command writes.' },
    { name: 'seed', type: 'String', default: '', description: 'Seed of the random numbers.' },
    { name: 'environment', type: 'List', default: '[]', description: 'Environment variables to record too.' },
    { name: 'type', type: 'String', default: 'training', description: 'What is made: training or dataset.' },
    ...SIGNING,
  ],
  outputs: [
    { name: 'recorded', type: 'Boolean', description: 'Whether the command ended well and all was signed.' },
    DIGEST,
    { name: 'oms_root_digest', type: 'String', description: 'The OMS root digest: the subject of the signature.' },
    { name: 'provenance_digest', type: 'String', description: 'SHA-256 of the bundle with the provenance.' },
    { name: 'provenance', type: 'Artifact', description: 'The bundle with the provenance.' },
    { name: 'trained_model', type: 'Model', description: 'What the command wrote, with model.sig and claims.jsonl.' },
  ],
};
