package main

import "fmt"

func main() {
	c := make(chan int)
	n := 7
	f := func(k int) int {
		c <- n + k // what was written before the go statement is seen here
		return k * 100
	}
	n = 8
	go f(1)
	fmt.Println(<-c)
	go func() (int, error) { c <- 2; return 1, nil }()
	fmt.Println(<-c)
}
