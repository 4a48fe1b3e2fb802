package main

import (
	"fmt"
	"sync"
	"time"
)

func main() {
	c := make(chan int)
	var wg sync.WaitGroup
	wg.Add(3)
	var mu sync.Mutex
	caught := 0
	for i := 0; i < 3; i++ {
		go func() {
			defer wg.Done()
			defer func() {
				r := recover()
				mu.Lock()
				defer mu.Unlock()
				if fmt.Sprint(r) == "send on closed channel" {
					caught++
				}
			}()
			c <- i
		}()
	}
	time.Sleep(20 * time.Millisecond)
	close(c) // returns at once, although three wait to send and nobody receives
	fmt.Println("closed")
	wg.Wait()
	fmt.Println(caught)

	func() {
		defer func() { fmt.Println("recovered:", recover()) }()
		close(c)
	}()
	func() {
		defer func() { fmt.Println("recovered:", recover()) }()
		c <- 1
	}()

	d := make(chan int)
	oks := make(chan bool)
	for i := 0; i < 3; i++ {
		go func() {
			_, ok := <-d
			oks <- ok
		}()
	}
	time.Sleep(20 * time.Millisecond)
	close(d)
	fmt.Println(<-oks, <-oks, <-oks)
}
