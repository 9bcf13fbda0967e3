// An ask as a panel shows it.
export { askInWords as askPanel, type AskInWords as AskPanelView } from '@exchange/contracts';
