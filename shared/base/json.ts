/** Values that JSON can hold: what a file, a parameter or a message between processes is made of. */

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
