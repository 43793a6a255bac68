// SPDX-License-Identifier: Apache-2.0
export { runStep } from './run.js';
export { USAGE, parseArguments } from './arguments.js';
export type { StepArguments } from './arguments.js';
export { EMPTY_PLAN, VERBS } from './call.js';
export type {
  GateCall,
  ModelInput,
  OnFailure,
  OutputArtifact,
  OutputPlan,
  PolicyInput,
  RecordCall,
  SignCall,
  StepCall,
  Verb,
  VerifyCall,
} from './call.js';
export {
  ARTIFACT_NAMES,
  EMPTY_PARAMETERS,
  GATE_RESULT_SCHEMA,
  RECORD_RESULT_SCHEMA,
  SIGN_RESULT_SCHEMA,
} from './answer.js';
export type {
  ArtifactContent,
  ModelSummary,
  ParameterValue,
  StepAnswer,
  StepGateResult,
  StepRecordResult,
  StepResult,
  StepSignResult,
  StepVerifyResult,
} from './answer.js';
export { MAX_LINE_BYTES, compactLine } from './compact.js';
export { MAX_TERMINATION_BYTES } from './human.js';
export { DEFAULT_POLICY_NAME, DEFAULT_POLICY_ROOT, ENV, IMAGE_PIN_PATH } from './context.js';
export type { StepContext, StepEnv } from './context.js';
export { dialectOf } from './dialects/index.js';
export type { Dialect } from './dialects/dialect.js';
export { MAX_POLICY_BYTES } from './policy.js';
export { STAGING_MARK } from './output-file.js';
export { terminationLogPath } from './termination-log.js';
export type {
  ConfigMapContent,
  GivenPolicy,
  RecordAnswer,
  RecordInput,
  RecordRequest,
  SignAnswer,
  SignMethod,
  SignRequest,
  StepPorts,
  StepProgress,
  VerifyAnswer,
  VerifyRequest,
} from './ports.js';
