// imports owns the way of members and orders from files into the shop: upload, what columns mean, row errors, progress.
export { carryOut } from './carry-out.ts';
export type { Import } from './import.ts';
export type { Mapping } from './mapping.ts';
export { previewImport } from './preview.ts';
export { startImport } from './start.ts';
export { uploadImport } from './upload.ts';
