package main

import (
	"context"
	"fmt"
	"sync"
	"time"
)

func main() {
	limit, stopLimit := context.WithDeadline(context.Background(), time.Now().Add(30*time.Millisecond))
	defer stopLimit()
	child, stopChild := context.WithTimeout(limit, time.Hour)
	defer stopChild()
	a, _ := limit.Deadline()
	b, _ := child.Deadline()
	fmt.Println(child.Err(), a.Equal(b))
	var wg sync.WaitGroup
	late := make(chan error, 3)
	for i := 0; i < 3; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			<-child.Done()
			late <- child.Err()
		}()
	}
	wg.Wait()
	fmt.Println(<-late, "|", <-late, "|", <-late, "|", limit.Err())
}
