package main

import (
	"context"
	"errors"
	"fmt"
	"time"
)

func main() {
	root, cancel := context.WithCancel(context.Background())
	var children []context.Context
	for i := 0; i < 5; i++ {
		c, stop := context.WithCancel(root)
		defer stop()
		children = append(children, c)
	}
	cancel()
	n := 0
	for _, c := range children {
		if c.Err() == context.Canceled {
			n++
		}
	}
	fmt.Println("canceled", n)

	expired, stop := context.WithTimeout(context.Background(), 0)
	stop() // changes nothing
	fmt.Println(expired.Err())
	past, stopPast := context.WithDeadline(context.Background(), time.Now().Add(-time.Second))
	defer stopPast()
	fmt.Println(past.Err())

	parent, stopParent := context.WithTimeout(context.Background(), 20*time.Millisecond)
	defer stopParent()
	child, stopChild := context.WithTimeout(parent, time.Hour)
	defer stopChild()
	a, _ := parent.Deadline()
	b, _ := child.Deadline()
	fmt.Println("the parent's deadline:", a.Equal(b))
	<-child.Done()
	fmt.Println(child.Err(), parent.Err())
	var late interface{ Timeout() bool }
	fmt.Println(errors.As(child.Err(), &late) && late.Timeout())

	inTime, stopInTime := context.WithTimeout(context.Background(), 20*time.Millisecond)
	stopInTime()
	time.Sleep(40 * time.Millisecond)
	fmt.Println(inTime.Err())
}
