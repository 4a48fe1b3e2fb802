package main

import (
	"fmt"
	"sync"
)

func main() {
	var mu sync.Mutex
	c := sync.NewCond(&mu)
	c.Signal() // nobody waits: lost
	mu.Lock()
	fmt.Println("waiting")
	c.Wait()
}
