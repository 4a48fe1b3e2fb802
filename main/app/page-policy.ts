/**
 * What the page may do, the same in every shell: nothing that is not listed. Sent as a response header with every
 * file, since workers take theirs from their own script.
 */

/**
 * Trusted types policies by name: `default` is the window's own (workers only, see `renderer/bridge`); the others are
 * made by the code editor, and by the sanitizer inside it. A test compares the list with the editor's sources.
 */
export const TRUSTED_TYPES_POLICIES = [
  'default',
  'defaultWorkerFactory',
  'diffEditorWidget',
  'diffReview',
  'domLineBreaksComputer',
  'dompurify',
  'editorGhostText',
  'editorViewLayer',
  'richScreenReaderContent',
  'standaloneColorizer',
  'stickyScrollViewLayer',
  'tokenizeToString',
] as const;

/** @param sockets addresses the page may talk to besides its own files */
export const contentSecurityPolicy = (...sockets: readonly string[]): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "worker-src 'self'",
    // The code editor makes style elements and attributes as it draws.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    ['connect-src', "'self'", ...sockets].join(' '),
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "frame-src 'none'",
    "object-src 'none'",
    "require-trusted-types-for 'script'",
    ['trusted-types', ...TRUSTED_TYPES_POLICIES].join(' '),
  ].join('; ');

/** Headers every file of the page carries, whatever serves it. */
export const pageHeaders = (...sockets: readonly string[]): Readonly<Record<string, string>> => ({
  'content-security-policy': contentSecurityPolicy(...sockets),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy':
    'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), midi=(), payment=(), display-capture=()',
});
