// SPDX-License-Identifier: Apache-2.0
import { hubId } from '../../claims/hub-ids.js';
import type { AuditedModel, TextClaim } from '../audited-model.js';
import { TERMS_OF_COPIES, TERMS_OF_MAKERS } from './base-terms.js';

/** What is put behind the name of a model that was quantised. */
const QUANTIZED = /(?:-(?:unsloth|bnb|[48]bit|gptq|awq|gguf|int[48]|fp8|hf))+$/i;

/** A base that is under terms of its maker. */
export interface LicensedBase {
  readonly id: string;
  /** everything that names it */
  readonly claims: readonly TextClaim[];
  /** the first is its own */
  readonly licenses: readonly string[];
  /** somebody else than its maker publishes it */
  readonly isCopy: boolean;
}

const idOf = ({ value }: TextClaim): string => hubId(value) ?? value;

/** Bases of known terms, each once, whoever names it. */
export const licensedBases = (model: AuditedModel): readonly LicensedBase[] =>
  [...Map.groupBy(model.texts('base-model'), (claim) => idOf(claim).toLowerCase()).values()].flatMap(
    (claims): readonly LicensedBase[] => {
      const id = claims[0] ? idOf(claims[0]) : '';
      const name = (id.split('/').at(-1) ?? '').replace(QUANTIZED, '');
      const own = TERMS_OF_MAKERS.find(([known]) => known.test(id));
      const found = own ?? TERMS_OF_COPIES.find(([known]) => known.test(name));
      return found === undefined ? [] : [{ id, claims, licenses: found[1], isCopy: own === undefined }];
    },
  );
