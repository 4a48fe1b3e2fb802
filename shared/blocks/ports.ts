/** What a port carries. `elem` and `type` are TypeScript types as written. */
export type PortType =
  | { readonly is: 'recv'; readonly elem: string }
  | { readonly is: 'send'; readonly elem: string }
  | { readonly is: 'var'; readonly elem: string }
  | { readonly is: 'queue' | 'stack' | 'hashmap' | 'pool'; readonly elem: string }
  | {
      readonly is:
        | 'mutex'
        | 'rwmutex'
        | 'waitgroup'
        | 'once'
        | 'cond'
        | 'semaphore'
        | 'atomic'
        | 'errgroup'
        | 'singleflight'
        | 'context'
        | 'signal';
    };
