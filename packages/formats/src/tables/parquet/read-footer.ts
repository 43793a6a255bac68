// SPDX-License-Identifier: Apache-2.0
import { shownText } from '../../reading/bounded.js';
import { COMPACT, CompactFields, type CompactField } from './compact-fields.js';
import type { ParquetContent } from './content.js';

/** Most columns, and most pairs of metadata, that are listed. */
const MAX_COLUMNS = 2000;
const MAX_METADATA = 100;
/** Longest name or key, and longest value, that is kept. */
const MAX_NAME_BYTES = 256;
const MAX_VALUE_BYTES = 64 * 1024;

/**
 * Reads the footer of a Parquet file: FileMetaData.
 *
 * @param bytes - attacker-controlled
 * @param start - of them in the part
 * @throws Malformed
 * @see https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift
 */
export function readParquetFooter(bytes: Buffer, start: number): ParquetContent {
  const fields = new CompactFields(bytes, start);
  const content: ParquetContent = {
    kind: 'parquet',
    rowGroups: 0,
    groupedRows: 0,
    columns: [],
    createdBy: '',
    metadata: [],
    complete: true,
  };
  fields.struct((field) => {
    if (field.id === 2) readSchema(fields, field, content);
    else if (field.id === 3) {
      const rows = fields.integer(field);
      if (rows !== undefined) content.rows = rows;
    } else if (field.id === 4) readRowGroups(fields, field, content);
    else if (field.id === 5) readMetadata(fields, field, content);
    else if (field.id === 6) content.createdBy = shownText(fields.text(field, MAX_NAME_BYTES));
    else fields.skip(field);
  });
  return content;
}

/** Elements stand in the order of a walk down: the root first, and each followed by its children. */
function readSchema(fields: CompactFields, list: CompactField, content: ParquetContent): void {
  // Children that are still to come, of the elements that are open.
  const open: number[] = [];
  fields.list(list, COMPACT.struct, (index) => {
    let name = '';
    let children = 0;
    fields.struct((field) => {
      if (field.id === 4) name = shownText(fields.text(field, MAX_NAME_BYTES));
      else if (field.id === 5) children = Math.max(0, fields.integer(field) ?? 0);
      else fields.skip(field);
    });
    if (index > 0 && open.length === 1) addColumn(content, name);
    if (open.length > 0) open.push((open.pop() ?? 0) - 1);
    if (children > 0 && open.length < MAX_COLUMNS) open.push(children);
    while (open.length > 1 && open.at(-1) === 0) open.pop();
  });
}

function addColumn(content: ParquetContent, name: string): void {
  if (content.columns.length < MAX_COLUMNS) content.columns.push(name);
  else content.complete = false;
}

function readRowGroups(fields: CompactFields, list: CompactField, content: ParquetContent): void {
  fields.list(list, COMPACT.struct, () => {
    let rows: number | undefined;
    fields.struct((field) => {
      if (field.id === 3) rows = fields.integer(field);
      else fields.skip(field);
    });
    content.rowGroups++;
    content.groupedRows =
      content.groupedRows === undefined || rows === undefined ? undefined : content.groupedRows + rows;
  });
}

function readMetadata(fields: CompactFields, list: CompactField, content: ParquetContent): void {
  fields.list(list, COMPACT.struct, () => {
    let key = '';
    let value: string | undefined;
    fields.struct((field) => {
      if (field.id === 1) key = shownText(fields.text(field, MAX_NAME_BYTES));
      else if (field.id === 2) value = fields.text(field, MAX_VALUE_BYTES);
      else fields.skip(field);
    });
    if (content.metadata.length >= MAX_METADATA) content.complete = false;
    else content.metadata.push({ key, ...(value !== undefined && { value: shownText(value, MAX_VALUE_BYTES) }) });
  });
}
