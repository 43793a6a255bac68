// SPDX-License-Identifier: Apache-2.0
import { printable, type RangeReader } from '@mpk/core/reading';
import { MAX_DEPTH, type ReadingBudget } from './budget.js';
import type { PartContent } from './content.js';
import type { IrregularityKind } from './irregularities.js';
import { MAX_DETAIL_CHARS, type Irregularity, type Part, type Uninspected, type UninspectedReason } from './part.js';
import { withoutDocument } from './without-document.js';
import { irregularityWithin, uninspectedWithin } from './within-part.js';

/** Most irregularities, and most uninspected ranges, that are listed of one part. */
export const MAX_LISTED = 100;
/** Longest name in a path. */
const MAX_NAME_CHARS = 300;

/** Takes the bytes of a part, in order and in chunks of any size; a chunk is valid during the call alone. */
export interface PartReader {
  write(chunk: Buffer): void;
  end(): void;
}

/** Where a part lies. */
export interface PartPlace {
  readonly path: readonly string[];
  /** of its first byte in the file, where it lies there as it is */
  readonly fileOffset?: number | undefined;
  /** undefined where that is known at its end alone */
  readonly sizeBytes?: number | undefined;
  readonly isOutside?: boolean | undefined;
  readonly isData?: boolean | undefined;
}

/** What a reader knows of something that it opens. */
export interface ChildPlace {
  readonly name: string;
  /** in this part, where it lies there as it is */
  readonly offset?: number | undefined;
  readonly sizeBytes?: number | undefined;
  /** bytes of this part that it takes, where it is compressed */
  readonly spanBytes?: number | undefined;
  /** parts of it can be read out of order */
  readonly ranges?: RangeReader | undefined;
  /** what it is taken for whatever it looks like */
  readonly format?: string | undefined;
  /** data of this part that only may be something by itself: where it is nothing known, it is explained all the same */
  readonly isData?: boolean | undefined;
  /** the format of this part does not speak of it */
  readonly isOutside?: boolean | undefined;
}

/** Opens a reader for something of unknown content. */
export type OpenPart = (builder: PartBuilder, options: Pick<ChildPlace, 'ranges' | 'format'>) => PartReader;

/** Collects what a reader finds in one part, and all that lies in it. */
export class PartBuilder {
  format = 'unknown';
  /** the bytes are what the reader takes them for */
  recognised = false;
  content: PartContent | undefined;
  #irregularities: Irregularity[] = [];
  #moreIrregularities = 0;
  #uninspected: Uninspected[] = [];
  readonly #children: { readonly builders: PartBuilder[]; readonly spanBytes: number | undefined }[] = [];
  /** what was opened and has not ended */
  readonly #open = new Set<PartReader>();
  /** set at the end, where the size was not known before */
  sizeBytes: number | undefined;
  /** accepted readings of these bytes, the most telling first */
  readonly #views: PartBuilder[] = [];

  constructor(
    readonly place: PartPlace,
    readonly budget: ReadingBudget,
    private readonly openPart: OpenPart,
  ) {
    this.sizeBytes = place.sizeBytes;
  }

  /** @param detail - may be attacker-controlled: it is cut and made printable */
  irregular(kind: IrregularityKind, offset?: number, detail?: string): void {
    if (this.#irregularities.length >= MAX_LISTED) {
      this.#moreIrregularities++;
      return;
    }
    this.#irregularities.push({
      kind,
      ...(offset !== undefined && { offset }),
      ...(detail !== undefined && { detail: shortened(detail) }),
    });
  }

  /** @param sizeBytes - undefined: to the end */
  uninspected(reason: UninspectedReason, offset = 0, sizeBytes?: number, detail?: string): void {
    // The last entry stands for all that are too many: nothing uninspected goes untold.
    if (this.#uninspected.length >= MAX_LISTED) {
      this.#uninspected[MAX_LISTED - 1] = { offset: 0, reason: 'too-many-parts' };
      return;
    }
    this.#uninspected.push({ offset, sizeBytes, reason, ...(detail !== undefined && { detail: shortened(detail) }) });
  }

  /**
   * Opens a reader for something that lies in this part. It finds out by itself what that is.
   *
   * Where there is too much of it all, the returned reader looks at nothing, and says so.
   */
  open(child: ChildPlace): PartReader {
    const { path, fileOffset } = this.place;
    const place: PartPlace = {
      path: [...path, printable(child.name).slice(0, MAX_NAME_CHARS)],
      sizeBytes: child.sizeBytes,
      isOutside: child.isOutside,
      isData: child.isData,
      ...(fileOffset !== undefined && child.offset !== undefined && { fileOffset: fileOffset + child.offset }),
    };
    const builder = new PartBuilder(place, this.budget, this.openPart);
    const tooMany = !this.budget.addPart();
    if (tooMany || path.length >= MAX_DEPTH) {
      this.uninspected(tooMany ? 'too-many-parts' : 'too-deep', child.offset, child.spanBytes ?? child.sizeBytes);
      return { write: () => undefined, end: () => undefined };
    }
    this.#children.push({ builders: [builder], spanBytes: child.spanBytes ?? child.sizeBytes });
    return this.#endedOnce(this.openPart(builder, child));
  }

  #endedOnce(reader: PartReader): PartReader {
    const once: PartReader = {
      write: (chunk) => reader.write(chunk),
      end: () => {
        if (this.#open.delete(once)) reader.end();
      },
    };
    this.#open.add(once);
    return once;
  }

  /** Ends what was opened and got no end, because the reader of this part broke off: what it has seen counts. */
  endOpen(): void {
    for (const reader of this.#open) reader.end();
  }

  /** Adds something that was found in this part and read already; the format of this part does not speak of it. */
  addFound(child: Pick<ChildPlace, 'name' | 'offset' | 'sizeBytes'>, fill: (builder: PartBuilder) => void): void {
    if (!this.budget.addPart()) return;
    const { path, fileOffset } = this.place;
    const place: PartPlace = {
      path: [...path, child.name],
      sizeBytes: child.sizeBytes,
      isOutside: true,
      ...(fileOffset !== undefined && child.offset !== undefined && { fileOffset: fileOffset + child.offset }),
    };
    const builder = new PartBuilder(place, this.budget, this.openPart);
    fill(builder);
    this.#children.push({ builders: [builder], spanBytes: 0 });
  }

  /** Another reading of the same bytes; it counts once it was {@link accept}ed. */
  view(): PartBuilder {
    return new PartBuilder({ ...this.place, sizeBytes: this.sizeBytes }, this.budget, this.openPart);
  }

  /** Whether it was taken for a compressed stream that breaks off, and gave nothing known: numbers begin like one by chance. */
  isChance(): boolean {
    return (
      this.content?.kind === 'compressed' &&
      this.#irregularities.some(({ kind }) => kind === 'truncated' || kind === 'malformed') &&
      this.#children.every(({ builders }) => builders.every((one) => one.#views.length + one.#children.length === 0))
    );
  }

  accept(view: PartBuilder): void {
    view.sizeBytes = this.sizeBytes;
    view.#fit();
    this.#views.push(view);
  }

  /** Where a file would take too much memory, whole JSON documents and long texts are let go first, then what was found in a part. */
  #fit(): void {
    const found = [this.#irregularities, this.#uninspected];
    if (this.budget.find([this.content, ...found])) return;
    this.content = withoutDocument(this.content);
    if (
      this.content !== undefined &&
      ['json', 'text'].includes(this.content.kind) &&
      this.budget.find([this.content, ...found])
    )
      return;
    this.content = undefined;
    this.#moreIrregularities += this.#irregularities.length;
    this.#irregularities = [];
    this.#uninspected = [{ offset: 0, reason: 'too-large', detail: 'more was found in the file than is kept' }];
  }

  /** The readings of this part that were accepted, and all that lies in them. */
  build(): Part[] {
    if (this.#views.length > 0) return this.#views.flatMap((view) => view.build());
    const own: Part = {
      path: this.place.path,
      format: this.format,
      ...(this.place.fileOffset !== undefined && { fileOffset: this.place.fileOffset }),
      sizeBytes: this.sizeBytes ?? 0,
      ...(this.place.isOutside === true && { isOutside: true }),
      ...(this.content !== undefined && { content: this.content }),
      irregularities: this.#irregularities.map((one) => irregularityWithin(one, this.sizeBytes)),
      ...(this.#moreIrregularities > 0 && { moreIrregularities: this.#moreIrregularities }),
      uninspected: this.#uninspected.map((one) => uninspectedWithin(one, this.sizeBytes)),
    };
    const within = this.#children.flatMap(({ builders }) => builders.flatMap((builder) => builder.build()));
    return [own, ...within];
  }

  /**
   * Bytes of this part that nobody looked into, those of compressed parts in proportion. Of several readings the first is what
   * counts.
   */
  uninspectedBytes(): number {
    const [first] = this.#views;
    if (first !== undefined) return first.uninspectedBytes();
    const size = this.sizeBytes ?? 0;
    let sum = 0;
    for (const one of this.#uninspected) {
      const { offset, sizeBytes } = uninspectedWithin(one, size);
      sum += Math.max(0, Math.min(sizeBytes ?? size, size - offset));
    }
    for (const { builders, spanBytes } of this.#children) {
      for (const builder of builders) {
        const childBytes = builder.sizeBytes ?? 0;
        const share = childBytes === 0 ? 0 : Math.min(1, builder.uninspectedBytes() / childBytes);
        sum += Math.ceil(share * (spanBytes ?? childBytes));
      }
    }
    return Math.min(size, sum);
  }
}

const shortened = (text: string): string => printable(text).slice(0, MAX_DETAIL_CHARS);
