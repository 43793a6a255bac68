// SPDX-License-Identifier: Apache-2.0
import type { ComponentData, Graphics } from './component-data.js';
import type { EnergyConsumption } from './energy.js';
import type { Property } from './property.js';

/** `modelCard` of CycloneDX 1.5 to 1.7, member for member; 1.7 adds nothing to 1.6. */
export type ModelCard = {
  readonly 'bom-ref'?: string;
  readonly modelParameters?: ModelParameters;
  readonly quantitativeAnalysis?: QuantitativeAnalysis;
  readonly considerations?: Considerations;
  /** also what the property taxonomy shows under `modelParameters`, where no schema allows it */
  readonly properties?: readonly Property[];
};

export type ModelParameters = {
  readonly approach?: { readonly type: Approach };
  readonly task?: string;
  readonly architectureFamily?: string;
  readonly modelArchitecture?: string;
  /** inline, or a data component of the BOM by its bom-ref */
  readonly datasets?: readonly (ComponentData | { readonly ref: string })[];
  readonly inputs?: readonly { readonly format: string }[];
  readonly outputs?: readonly { readonly format: string }[];
};

export type Approach = 'supervised' | 'unsupervised' | 'reinforcement-learning' | 'semi-supervised' | 'self-supervised';

export type QuantitativeAnalysis = {
  readonly performanceMetrics?: readonly PerformanceMetric[];
  readonly graphics?: Graphics;
};

export type PerformanceMetric = {
  readonly type?: string;
  /** a text, also where it is a number */
  readonly value?: string;
  readonly slice?: string;
  readonly confidenceInterval?: { readonly lowerBound?: string; readonly upperBound?: string };
};

export type Considerations = {
  readonly users?: readonly string[];
  readonly useCases?: readonly string[];
  readonly technicalLimitations?: readonly string[];
  readonly performanceTradeoffs?: readonly string[];
  readonly ethicalConsiderations?: readonly { readonly name?: string; readonly mitigationStrategy?: string }[];
  /** from 1.6 on */
  readonly environmentalConsiderations?: {
    readonly energyConsumptions?: readonly EnergyConsumption[];
    readonly properties?: readonly Property[];
  };
  readonly fairnessAssessments?: readonly {
    readonly groupAtRisk?: string;
    readonly benefits?: string;
    readonly harms?: string;
    readonly mitigationStrategy?: string;
  }[];
};
