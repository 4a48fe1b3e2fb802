await background().done().recv();
