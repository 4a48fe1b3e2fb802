import type { Edit } from '../../shared/graph/edits.ts';
import { documents } from '../stores/document-store.ts';

/** Puts an edit of the cases into the document; edits in a row with the same `merge` are one step back. */
export const editCases = (edit: Edit, merge: unknown = null): void =>
  documents.edit('step.cases', edit, { merge });
