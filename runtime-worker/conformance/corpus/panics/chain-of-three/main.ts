class Code extends Number {}
defer(() => panic(new Code(7)));
defer(() => panic(3.5));
panic(42);
