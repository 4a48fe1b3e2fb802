package main

import (
	"fmt"
	"sync"
)

func main() {
	c := make(chan int, 3)
	c <- 1
	c <- 2
	c <- 3
	<-c // discards, and consumes
	fmt.Println(len(c), <-c, <-c, len(c))

	// each value goes to exactly one of those who ask
	d := make(chan int)
	var mu sync.Mutex
	var wg sync.WaitGroup
	seen := map[int]int{}
	for g := 0; g < 4; g++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for v := range d {
				mu.Lock()
				seen[v]++
				mu.Unlock()
				_, _ = len(d), cap(d) // needs no lock
			}
		}()
	}
	var senders sync.WaitGroup
	for g := 0; g < 2; g++ {
		senders.Add(1)
		go func() {
			defer senders.Done()
			for i := 0; i < 50; i++ {
				d <- g*50 + i
			}
		}()
	}
	senders.Wait()
	close(d)
	wg.Wait()
	twice := 0
	for _, n := range seen {
		if n != 1 {
			twice++
		}
	}
	fmt.Println(len(seen), twice)
}
