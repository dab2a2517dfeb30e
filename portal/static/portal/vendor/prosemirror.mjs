// What the editor of notices uses of ProseMirror, as one module: a browser can't follow the names of packages.
export { Schema, DOMParser, DOMSerializer } from 'prosemirror-model';
export { EditorState, Plugin } from 'prosemirror-state';
export { EditorView } from 'prosemirror-view';
export { baseKeymap, chainCommands, exitCode, lift, setBlockType, toggleMark, wrapIn } from 'prosemirror-commands';
export { keymap } from 'prosemirror-keymap';
export { history, redo, undo } from 'prosemirror-history';
export { liftListItem, sinkListItem, splitListItem, wrapInList } from 'prosemirror-schema-list';
export {
  addColumnAfter, addRowAfter, deleteColumn, deleteRow, deleteTable, goToNextCell, isInTable, tableEditing, tableNodes,
  toggleHeaderRow,
} from 'prosemirror-tables';
