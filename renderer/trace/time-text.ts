const UNITS = [
  { name: 's', size: 1e9 },
  { name: 'ms', size: 1e6 },
  { name: 'µs', size: 1e3 },
  { name: 'ns', size: 1 },
] as const;

/** A time in the largest unit that fits it, exact to `precision` nanoseconds: `2.15 s`. */
export function timeText(nanos: number, precision: number, locale: string): string {
  const size = Math.abs(nanos);
  const unit = UNITS.find((candidate) => size >= candidate.size) ?? UNITS[3];
  if (nanos === 0) return '0';
  const digits = Math.min(9, Math.max(0, Math.ceil(Math.log10(unit.size / Math.max(1, precision)))));
  const number = new Intl.NumberFormat(locale, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return `${number.format(nanos / unit.size)} ${unit.name}`;
}

/** A duration to three figures: `1.94 ms`. */
export function durationText(nanos: number, locale: string): string {
  const size = Math.abs(nanos);
  const unit = UNITS.find((candidate) => size >= candidate.size) ?? UNITS[3];
  const number = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 });
  return `${number.format(nanos / unit.size)} ${unit.name}`;
}
