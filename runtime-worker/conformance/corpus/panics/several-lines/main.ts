panic('line one\nline two\nline three');
