// SPDX-License-Identifier: Apache-2.0

/** What is not a pass of what frameworks write in their ordinary ways, and why. */
export interface Known {
  /** group and name of the file */
  readonly file: RegExp;
  readonly outcome: 'fail' | 'inconclusive';
  readonly reason: string;
}

export const KNOWN: readonly Known[] = [
  {
    file: /^boosting\/catboost\.cbm$/,
    outcome: 'inconclusive',
    reason: 'there is no reader of CatBoost’s own format',
  },
  {
    file: /^boosting\/xgboost\.ubj$/,
    outcome: 'inconclusive',
    reason: 'there is no reader of UBJSON',
  },
  {
    file: /^boosting\/xgboost\.deprecated$/,
    outcome: 'inconclusive',
    reason: 'there is no reader of XGBoost’s format before 1.0',
  },
  {
    file: /^exchange\/(?:many-files\/w|one-file\/model\.onnx\.data)$/,
    outcome: 'inconclusive',
    reason: 'bytes of tensors that an ONNX model keeps outside of itself have no format to be held to',
  },
  {
    file: /^torch\/\w+\.pt2$/,
    outcome: 'inconclusive',
    reason: 'weights of torch.export have no format by themselves, and there is no reader of the list beside them',
  },
  {
    file: /^torch\/\w+-state\.p2\.pkl$/,
    outcome: 'fail',
    reason:
      'tensors by pickle, protocol 2: bytes that a loader is called on stand in them as text, and are not read as a part yet',
  },
];
