const c = nil<number>();
c.close();
