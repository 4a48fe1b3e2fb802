package main

import (
	"fmt"
	"sync"
)

func main() {
	var mu sync.Mutex
	c := sync.NewCond(&mu)
	turn := 0
	var wg sync.WaitGroup
	inside := 0
	bad := 0
	for i := 0; i < 3; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			mu.Lock()
			for turn != i { // woken, it may not be its turn
				c.Wait()
			}
			inside++ // the lock is held
			if inside != 1 || mu.TryLock() {
				bad++
			}
			fmt.Println("turn", i)
			turn++
			inside--
			c.Broadcast() // with the lock
			mu.Unlock()
		}()
	}
	wg.Wait()
	fmt.Println("bad", bad)
	ready := false
	done := make(chan bool)
	go func() {
		mu.Lock()
		for !ready {
			c.Wait()
		}
		mu.Unlock()
		done <- true
	}()
	mu.Lock()
	ready = true
	mu.Unlock()
	c.Signal() // without the lock
	fmt.Println(<-done)
}
