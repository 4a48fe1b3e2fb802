/** Keys, as a person reads them. */
export const Kbd = ({ children }: { readonly children: string }) => <kbd className="ui-kbd">{children}</kbd>;
