// SPDX-License-Identifier: Apache-2.0
import type { Check } from '../check.js';
import { archiveMembers } from './archive-members.js';
import { baseDifference } from './base-difference.js';
import { coverage } from './coverage.js';
import { executables } from './executables.js';
import { externalData } from './external-data.js';
import { kerasCode } from './keras-code.js';
import { onnxOperators } from './onnx-operators.js';
import { tensorflowOperators } from './tensorflow-operators.js';
import { tfliteOperators } from './tflite-operators.js';
import { hiddenText } from './hidden-text.js';
import { formatNames } from './format-names.js';
import { lfsPointers } from './lfs-pointers.js';
import { pickleBehaviour } from './pickle-behaviour.js';
import { pickleImports } from './pickle-imports.js';
import { polyglots } from './polyglots.js';
import { remoteCode } from './remote-code.js';
import { shardIndex } from './shard-index.js';
import { templates } from './templates.js';
import { tensorValues } from './tensor-values.js';
import { skopsTypes } from './skops-types.js';
import { torchStorages } from './torch-storages.js';
import { structure } from './structure.js';
import { unexpectedFiles } from './unexpected-files.js';
import { yamlTags } from './yaml-tags.js';

/** Every check, in the order in which findings are told. */
export const CHECKS: readonly Check[] = [
  pickleImports,
  pickleBehaviour,
  torchStorages,
  skopsTypes,
  yamlTags,
  remoteCode,
  kerasCode,
  tensorflowOperators,
  onnxOperators,
  tfliteOperators,
  externalData,
  templates,
  hiddenText,
  executables,
  polyglots,
  archiveMembers,
  structure,
  shardIndex,
  tensorValues,
  formatNames,
  unexpectedFiles,
  lfsPointers,
  coverage,
  baseDifference,
];
