export interface UploadTables {
  'kernel.uploads': { id: string; person_id: string; key: string; media_type: string; length: number; begun_at: Date };
}
