// SPDX-License-Identifier: Apache-2.0
import type { OpenedModel } from '@mpk/core';
import type { BaseDifference, BaseVerification, InspectedModel } from '@mpk/inspect';

/** A base as it was read, and who says that it is what it should be. */
export interface MeasuredBase {
  readonly uri: string;
  /** `sha256:` + hex */
  readonly manifestDigest: string;
  readonly verified: BaseVerification;
  readonly model: OpenedModel;
  readonly inspected: InspectedModel;
}

/** A base that a model is held against while its evidence is collected. */
export interface BaseToCompare {
  readonly measured: MeasuredBase;
  /** gets what is no part of the evidence */
  readonly onDifference: (difference: BaseDifference) => void;
}
