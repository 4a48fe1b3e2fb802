package main

import (
	"fmt"
	"time"
)

func main() {
	c := make(chan int)
	other := make(chan int)
	got := make(chan string, 4)
	step := func() { time.Sleep(20 * time.Millisecond) }
	go func() { v := <-c; got <- fmt.Sprint("plain ", v) }()
	step()
	go func() {
		select {
		case v := <-c:
			got <- fmt.Sprint("select ", v)
		case <-other:
		}
	}()
	step()
	go func() { v := <-c; got <- fmt.Sprint("last ", v) }()
	step()
	for i := 1; i <= 3; i++ {
		c <- i
		fmt.Println(<-got)
	}

	// a new timer at each execution: the loop is never late as a whole
	late := 0
	go func() {
		for i := 0; i < 4; i++ {
			step()
			c <- i
		}
		close(c)
	}()
	for open := true; open; {
		select {
		case _, ok := <-c:
			open = ok
		case <-time.After(60 * time.Millisecond):
			late++
		}
	}
	fmt.Println("late", late)
}
