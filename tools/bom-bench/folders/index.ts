// SPDX-License-Identifier: Apache-2.0
import type { Folder } from '../truth.ts';
import { ADAPTER } from './adapter.ts';
import { CROISSANT } from './croissant.ts';
import { DIFFUSERS } from './diffusers.ts';
import { GGUF } from './gguf.ts';
import { MLFLOW } from './mlflow.ts';
import { ONNX } from './onnx.ts';
import { TRANSFORMERS } from './transformers.ts';

/** What every program is shown. Names of folders say nothing of what is in them. */
export const FOLDERS: readonly Folder[] = [TRANSFORMERS, GGUF, ONNX, ADAPTER, MLFLOW, DIFFUSERS, CROISSANT];
