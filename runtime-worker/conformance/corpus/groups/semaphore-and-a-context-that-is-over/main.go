package main

import (
	"context"
	"fmt"
	"time"

	"golang.org/x/sync/semaphore"
)

func main() {
	s := semaphore.NewWeighted(2)
	over, cancel := context.WithCancel(context.Background())
	cancel()
	fmt.Println(s.Acquire(over, 1), s.TryAcquire(2)) // refused although tokens are free, and none is lost
	late, stop := context.WithTimeout(context.Background(), 20*time.Millisecond)
	defer stop()
	fmt.Println(s.Acquire(late, 1))
	s.Release(2)
	fmt.Println(s.Acquire(context.Background(), 1) == nil || s.TryAcquire(1))
}
