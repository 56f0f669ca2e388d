import type { FlowDraft } from './flow-draft';
import type { FlowSelection } from './flow-selection';

const EDITABLE = 'input, textarea, select, [contenteditable="true"], .cdk-overlay-container';

/** Keys that mean the flow, not the field that is being typed in and not marked text. */
export const isShortcut = (event: KeyboardEvent): boolean =>
  !(event.target instanceof Element && event.target.closest(EDITABLE)) && !event.altKey;

/** Undo, redo, copy, cut, paste, duplicate, all, delete, nothing: as everywhere. False when the key means nothing here. */
export function runShortcut(event: KeyboardEvent, draft: FlowDraft, selection: FlowSelection): boolean {
  const withControl: Readonly<Record<string, () => void>> = {
    z: () => (event.shiftKey ? draft.redo() : draft.undo()),
    y: () => draft.redo(),
    c: () => selection.copy(),
    x: () => selection.cut(),
    v: () => selection.paste(),
    d: () => selection.duplicate(),
    a: () => selection.selectAll(),
  };
  const alone: Readonly<Record<string, () => void>> = {
    Delete: () => selection.remove(),
    Backspace: () => selection.remove(),
    Escape: () => selection.select([]),
  };
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'c' && window.getSelection()?.toString())
    return false;
  const run = event.ctrlKey || event.metaKey ? withControl[event.key.toLowerCase()] : alone[event.key];
  run?.();
  return run !== undefined;
}
