await select({});
