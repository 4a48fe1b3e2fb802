/**
 * A batch: how trace records travel between processes and lie in a run file. Little-endian.
 *
 *   0   u32   magic, "WFT1"
 *   4   u32   worker
 *   8   f64   sequence number of the first record, within its worker
 *   16  u32   number of records
 *   20  u32   bytes of strings
 *   24  u64   zero
 *   32  records, 16 bytes each (see events.ts)
 *   …   strings new since the last batch: UTF-8 JSON `[[index, "text"], …]`, padded with spaces to 8 bytes
 */
export const BATCH_MAGIC = 0x31544657;
export const BATCH_HEADER_BYTES = 32;
