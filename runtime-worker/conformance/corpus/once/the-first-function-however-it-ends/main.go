package main

import (
	"fmt"
	"runtime"
	"sync"
)

func main() {
	var first sync.Once
	first.Do(func() { fmt.Println("first") })
	first.Do(func() { fmt.Println("second: must not print") })

	var exits sync.Once
	gone := make(chan bool)
	go func() {
		defer close(gone)
		exits.Do(func() { runtime.Goexit() })
		fmt.Println("must not print")
	}()
	<-gone
	exits.Do(func() { fmt.Println("must not print") })
	fmt.Println("an exit counts as done")

	var panics sync.Once
	func() {
		defer func() { fmt.Println("recovered:", recover()) }()
		panics.Do(func() { panic("in once") })
	}()
	panics.Do(func() { fmt.Println("must not print") })
	fmt.Println("so does a panic")

	// what f did is done when any Do returns
	var o sync.Once
	ready := 0
	early := 0
	var mu sync.Mutex
	var wg sync.WaitGroup
	for i := 0; i < 8; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			o.Do(func() {
				for k := 0; k < 5; k++ {
					runtime.Gosched()
				}
				ready = 1
			})
			if ready != 1 {
				mu.Lock()
				early++
				mu.Unlock()
			}
		}()
	}
	wg.Wait()
	fmt.Println("early", early)
}
