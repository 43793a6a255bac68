// SPDX-License-Identifier: Apache-2.0
import { MAX_PASSED_OVER } from '../bom-document/limits.js';
import type { PassedOver, Remarks, RemarkSink } from '../bom-document/passed-over.js';

/** What a merge could not keep, with the number of the document. */
export class MergeRemarks {
  readonly listed: (PassedOver & { readonly document: number })[] = [];
  total = 0;

  /** What was not kept before: as it was told, with all that was counted. */
  addAll({ listed, total }: Remarks, document: number): void {
    const sink = this.of(document);
    for (const { pointer, reason } of listed) sink.add(pointer, reason);
    this.total += total - listed.length;
  }

  of(document: number): Pick<RemarkSink, 'add'> {
    return {
      add: (pointer, reason) => {
        this.total++;
        if (this.listed.length < MAX_PASSED_OVER)
          this.listed.push({ document, pointer: pointer.slice(0, 500), reason });
      },
    };
  }
}
