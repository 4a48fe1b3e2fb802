/** Three digits and a unit at most: `0.5/s`, `19/s`, `48.2 k/s`, `1.25 M/s`. */
export function formatRate(rate: number): string {
  if (!Number.isFinite(rate)) return '';
  const [size, unit] = rate >= 999_500 ? [1e6, ' M'] : rate >= 999.5 ? [1e3, ' k'] : [1, ''];
  const value = rate / size;
  const digits = value >= 99.95 ? 0 : value >= 9.995 ? (size === 1 ? 0 : 1) : size === 1 ? 1 : 2;
  return `${value.toFixed(digits).replace(/\.0+$|(\.\d*[1-9])0+$/, '$1')}${unit}/s`;
}
